using System.Buffers;
using System.Threading.Channels;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Parley.Realtime;
using Parley.Speaking;
using Parley.Tools;

namespace Parley.Responding;

/// <summary>The work behind a response: the model thinks, the voice speaks, and both report step by step.</summary>
internal sealed partial class ResponseRunner(IChatClient chat, ITextToSpeechClient voice, RunFunction run, ToolRules rules, TimeSpan lead, TimeProvider time, ILogger log)
{
    private const int SentencesAhead = 2; // more, and the model would wait for nothing but its own memory

    /// <summary>Ends with a <see cref="Finished"/> or a <see cref="Failed"/> step, or when cancelled with nothing more to say.</summary>
    public async Task RunAsync(string responseId, ResponsePlan plan, Prompt prompt, StepReport report, CancellationToken cancellation)
    {
        if (prompt.Refusal is { } refusal)
        {
            await report(new Failed(refusal));
            return;
        }

        try
        {
            IReply reply = plan.Line is { } line ? new FixedReply(line) : new ModelReply(chat, prompt, InnerCallsOf(responseId, plan, prompt));
            await (plan.Speaks ? SpeakAsync(reply, plan, report, cancellation) : WriteAsync(reply, report, cancellation));
            foreach (var call in reply.Calls)
            {
                await report(call);
            }

            await report(reply.Finished);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // whoever cancelled has told the client, and what an engine throws then is its way of stopping
        }
        catch (Exception engineFailure)
        {
            Log.ResponseFailed(log, responseId, engineFailure);
            await report(new Failed(new("server_error", "engine_failed", $"The response could not be produced. {EngineFailure.ForClients(engineFailure)}")));
        }
    }

    private InnerCalls InnerCallsOf(string responseId, ResponsePlan plan, Prompt prompt) =>
        new(responseId, plan.Functions, run, rules, plan.Speaks ? Filler.In(plan.Language, prompt.Asked) : null, time);

    private static async Task WriteAsync(IReply reply, StepReport report, CancellationToken cancellation)
    {
        await foreach (var text in reply.ReadAsync(() => report(new Began()), cancellation))
        {
            await report(new Said(text));
        }
    }

    private async Task SpeakAsync(IReply reply, ResponsePlan plan, StepReport report, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sentences = Channel.CreateBounded<string>(SentencesAhead);
        var thinking = ThinkAsync(reply, sentences.Writer, report, either.Token);
        try
        {
            await SpeakAsync(sentences.Reader, plan, report, either.Token);
        }
        catch
        {
            await either.CancelAsync();
            await Task.WhenAny(thinking); // it must not outlive us, and its own cancellation is no news
            throw;
        }

        await thinking;
    }

    private static async Task ThinkAsync(IReply reply, ChannelWriter<string> sentences, StepReport report, CancellationToken cancellation)
    {
        Exception? failure = null;
        try
        {
            var splitter = new SentenceSplitter();
            await foreach (var text in reply.ReadAsync(() => report(new Began()), cancellation))
            {
                foreach (var sentence in splitter.Push(text))
                {
                    await sentences.WriteAsync(sentence, cancellation);
                }
            }

            if (splitter.Flush() is { } rest)
            {
                await sentences.WriteAsync(rest, cancellation);
            }
        }
        catch (Exception failed)
        {
            failure = failed;
        }

        sentences.Complete(failure); // the speaker says what it has, then learns of the failure
    }

    private async Task SpeakAsync(ChannelReader<string> sentences, ResponsePlan plan, StepReport report, CancellationToken cancellation)
    {
        var synthesizer = new Synthesizer(voice, new(plan.Voice.Name, plan.Language, plan.Speed, WireFormat.Of(plan.Format)));
        var spokenText = new SpokenText(plan.Language);
        using var cutter = new DeltaCutter(plan.Format.BytesOf(100), ArrayPool<byte>.Shared);
        var pacer = new Pacer(time, lead);
        await foreach (var sentence in sentences.ReadAllAsync(cancellation))
        {
            await report(new Said(sentence));
            var spoken = spokenText.Of(sentence);
            if (spoken.Length == 0)
            {
                continue;
            }

            await foreach (var piece in synthesizer.SpeakAsync(spoken, cancellation))
            {
                var sound = piece;
                while (cutter.TryCut(ref sound))
                {
                    await SendAsync();
                }
            }
        }

        if (cutter.Length > 0)
        {
            await SendAsync();
        }

        async ValueTask SendAsync()
        {
            await pacer.WaitAsync(TimeSpan.FromMilliseconds(plan.Format.MsOf(cutter.Length)), cancellation);
            var delta = cutter.Take(out var loan);
            await report(new Sounded(delta), loan);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Response {ResponseId} failed in an engine")]
        public static partial void ResponseFailed(ILogger log, string responseId, Exception failure);
    }
}
