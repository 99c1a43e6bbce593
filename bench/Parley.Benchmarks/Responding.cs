using BenchmarkDotNet.Attributes;
using Parley.Conversations;
using Parley.Null;
using Parley.Responding;
using Parley.Sessions;

namespace Parley.Benchmarks;

/// <summary>The steps of a spoken answer become events, from <c>response.created</c> to <c>response.done</c>; its sound is kept with its item.</summary>
public class Responding
{
    private const int Seconds = 2;
    private const int ItemAudioBytes = 8 * 1024 * 1024;
    private const long ConversationCharacters = 64 * 1024 * 1024;

    private readonly ResponsePlan _plan = ResponsePlan.For(SessionFactory.DefaultConfig(NullPipeline.Create(), NullPipeline.Name), null, "en");
    private readonly byte[] _delta = Sample.Voice(24000, 100);
    private int _events;

    [Benchmark(Description = "out: events of an answer", OperationsPerInvoke = Seconds)]
    public int Respond()
    {
        var ids = new Ids(1);
        var conversation = new Conversation(ids.Conversation(), ItemAudioBytes, ConversationCharacters);
        var response = new Response(ids.Response(), _plan, conversation, ids, _ => _events++);
        response.Create();
        response.Begin(_plan, default);
        response.Apply(new Said(NullChatClient.Sentence));
        for (var ms = 0; ms < Seconds * 1000; ms += 100)
        {
            response.Apply(new Sounded(_delta));
        }

        response.Apply(new Finished(1, 1));
        conversation.ForgetSound();
        return _events;
    }
}
