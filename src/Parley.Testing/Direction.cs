using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Parley.Testing;

/// <summary>What a model is told to do.</summary>
/// <remarks>
/// <c>Say exactly: "…"</c> · <c>Count from 1 to 30 in words.</c> · <c>Call the function NAME with the arguments {…} and the function
/// NAME with the arguments {…}.</c> · <c>What was said before?</c> · <c>Fail.</c>
/// </remarks>
internal sealed partial record Direction
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    public string Text { get; private init; } = "";

    public IReadOnlyList<(string Name, Dictionary<string, object?>? Arguments)> Calls { get; private init; } = [];

    public bool Fails { get; private init; }

    /// <summary>What a model that sees these messages does, as far as its options let it.</summary>
    public static Direction For(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var told = Told(messages);
        switch (options?.ToolMode)
        {
            case NoneChatToolMode when told.Calls.Count > 0:
                return new() { Text = "I may not call a function." };
            case RequiredChatToolMode required when told.Calls.Count == 0 || required.RequiredFunctionName is not null:
                var name = required.RequiredFunctionName ?? options.Tools![0].Name;
                return new() { Calls = [(name, told.Calls.FirstOrDefault(call => call.Name == name).Arguments)] };
            default:
                return told;
        }
    }

    private static Direction Told(IReadOnlyList<ChatMessage> messages)
    {
        if (messages is [.., { Role: var last }] && last == ChatRole.Tool)
        {
            var results = messages.Reverse().TakeWhile(message => message.Role == ChatRole.Tool).Reverse().SelectMany(message => message.Contents).OfType<FunctionResultContent>();
            return new() { Text = $"The results are: {string.Join(" and ", results.Select(result => result.Result))}." };
        }

        var said = messages.LastOrDefault(message => message.Role == ChatRole.User)?.Text ?? "";
        var instructions = messages.FirstOrDefault(message => message.Role == ChatRole.System)?.Text ?? "";
        return Read(said, messages) ?? Read(instructions, messages) ?? new() { Text = $"You said: {said}" };
    }

    private static Direction? Read(string words, IReadOnlyList<ChatMessage> messages)
    {
        if (SayExactly().Match(words) is { Success: true } say)
        {
            return new() { Text = say.Groups[1].Value };
        }

        if (CountFrom().Match(words) is { Success: true } count)
        {
            var (from, to) = (Number(count.Groups[1]), Number(count.Groups[2]));
            return new() { Text = string.Join(' ', Enumerable.Range(from, Math.Max(0, to - from + 1)).Select(Counted)) };
        }

        if (TheFunction().Matches(words) is { Count: > 0 } calls)
        {
            return new() { Calls = [.. calls.Select(call => (call.Groups[1].Value, ArgumentsAt(words, call.Index + call.Length)))] };
        }

        return WhatBefore().IsMatch(words) ? new() { Text = Retold(messages) }
            : FailNow().IsMatch(words) ? new() { Fails = true }
            : null;
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    private static string Counted(int number)
    {
        var word = number < 20 ? Small[number] : Tens[number / 10 % 10] + (number % 10 > 0 ? $"-{Small[number % 10]}" : "");
        return $"{char.ToUpperInvariant(word[0])}{word[1..]}.";
    }

    // the reader knows where a JSON value ends
    private static Dictionary<string, object?>? ArgumentsAt(string words, int at)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(words[at..]));
        return JsonSerializer.Deserialize<Dictionary<string, object?>>(ref reader);
    }

    // what stands before the question: who said what, calls and their results too
    private static string Retold(IReadOnlyList<ChatMessage> messages) => string.Join(' ', messages
        .Where(message => message.Role != ChatRole.System)
        .SkipLast(1)
        .SelectMany(message => message.Contents.Select(content => content switch
        {
            TextContent text => $"The {message.Role.Value} said: {text.Text}",
            FunctionCallContent call => $"The assistant called: {call.Name}.",
            FunctionResultContent result => $"The result was: {result.Result}.",
            _ => "",
        })));

    [GeneratedRegex("Say exactly:?\\s*[\"“]([^\"”]*)[\"”]", RegexOptions.IgnoreCase)]
    private static partial Regex SayExactly();

    [GeneratedRegex(@"Count from (\d{1,2}) to (\d{1,2})", RegexOptions.IgnoreCase)]
    private static partial Regex CountFrom();

    [GeneratedRegex(@"the function (\w+) with the arguments ", RegexOptions.IgnoreCase)]
    private static partial Regex TheFunction();

    [GeneratedRegex(@"what was said before", RegexOptions.IgnoreCase)]
    private static partial Regex WhatBefore();

    [GeneratedRegex(@"^Fail\.$")]
    private static partial Regex FailNow();
}
