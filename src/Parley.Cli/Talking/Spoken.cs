using System.Globalization;
using System.Text;
using Parley.Protocol;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>Prints a turn as it comes: what the user was heard to say, the functions called, the words of the answer.</summary>
internal sealed class Spoken(ConsoleVoice voice)
{
    private const int MostShown = 64 * 1024;
    private const int ShownOfLong = 200;
    private const string You = "you";
    private const string Answer = "answer";

    private readonly Dictionary<string, string> _heard = [];
    private Type? _words;

    /// <summary>Whether the answer had words.</summary>
    public bool HasWords { get; private set; }

    public void Show(TalkStep step)
    {
        switch (step)
        {
            case ServerSaid { Event: var said }: Show(said); break;
            case ToolAnswered answered: Show(answered); break;
        }
    }

    private void Show(ToolAnswered answered)
    {
        var text = answered.Output.Text;
        var size = Encoding.UTF8.GetByteCount(text);
        voice.Step("result", $"{answered.Call.Name} → {(size > MostShown ? string.Create(CultureInfo.InvariantCulture, $"{text[..ShownOfLong]}… {size} bytes") : text)}");
    }

    private void Show(ServerEvent said)
    {
        switch (said)
        {
            case InputAudioTranscriptionDelta delta:
                _heard[delta.ItemId] = _heard.GetValueOrDefault(delta.ItemId, "") + delta.Delta;
                voice.Stream(You, delta.Delta);
                break;
            case InputAudioTranscriptionCompleted completed:
                ShowHeard(completed);
                break;
            case InputAudioTranscriptionFailed failed:
                voice.Note($"The question could not be transcribed: {failed.Error.Message}");
                break;
            case ResponseOutputItemDone { Item: FunctionCallItem call }:
                voice.Step("tool", $"{call.Name} {call.Arguments}");
                break;
            case ResponseOutputAudioTranscriptDelta words:
                ShowWords(said, words.Delta);
                break;
            case ResponseOutputTextDelta words:
                ShowWords(said, words.Delta);
                break;
            case ResponseDone { Response: var response }:
                _words = null;
                if (response.Status == ResponseStatus.Incomplete)
                {
                    voice.Note($"The answer is cut short: {response.StatusDetails?.Reason ?? "the server does not say why"}.");
                }

                break;
        }
    }

    // what was streamed stays on the screen; only what it lacks, or all of it where it was wrong, follows
    private void ShowHeard(InputAudioTranscriptionCompleted completed)
    {
        _heard.Remove(completed.ItemId, out var streamed);
        if (streamed is null || !completed.Transcript.StartsWith(streamed, StringComparison.Ordinal))
        {
            voice.Step(You, completed.Transcript);
        }
        else if (completed.Transcript.Length > streamed.Length)
        {
            voice.Stream(You, completed.Transcript[streamed.Length..]);
        }
    }

    // a server that sends the answer as text and as the transcript of its sound says the same words twice
    private void ShowWords(ServerEvent said, string words)
    {
        _words ??= said.GetType();
        if (_words == said.GetType())
        {
            HasWords |= words.Length > 0;
            voice.Stream(Answer, words);
        }
    }
}
