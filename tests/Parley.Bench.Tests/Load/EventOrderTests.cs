namespace Parley.Load;

public class EventOrderTests
{
    private const ulong Utterance = 1;
    private const ulong Response = 2;
    private const ulong Item = 3;

    private readonly EventOrder _order = new();

    public EventOrderTests() => Next(EventKind.SessionCreated).ShouldBeNull();

    [Fact]
    public void A_spoken_turn_as_the_protocol_has_it_breaks_nothing()
    {
        for (var turn = 0; turn < 3; turn++)
        {
            Listen();
            Of(EventKind.ResponseCreated).ShouldBeNull();
            Of(EventKind.OutputItemAdded).ShouldBeNull();
            Next(EventKind.ItemAdded).ShouldBeNull();
            Of(EventKind.ContentPartAdded).ShouldBeNull();
            Of(EventKind.AudioDelta).ShouldBeNull();
            Of(EventKind.TranscriptDelta).ShouldBeNull();
            Of(EventKind.AudioDelta).ShouldBeNull();
            Of(EventKind.AudioDone).ShouldBeNull();
            Of(EventKind.TranscriptDone).ShouldBeNull();
            Of(EventKind.ContentPartDone).ShouldBeNull();
            Of(EventKind.OutputItemDone).ShouldBeNull();
            Done(ResponseEnd.Completed).ShouldBeNull();
        }
    }

    [Fact]
    public void A_function_call_and_an_answer_cut_off_break_nothing()
    {
        Listen();
        Of(EventKind.ResponseCreated).ShouldBeNull();
        Of(EventKind.OutputItemAdded).ShouldBeNull();
        Of(EventKind.ArgumentsDelta).ShouldBeNull();
        Of(EventKind.ArgumentsDone).ShouldBeNull();
        Of(EventKind.OutputItemDone).ShouldBeNull();
        Done(ResponseEnd.Completed).ShouldBeNull();
        Answer();
        Heard(EventKind.SpeechStarted).ShouldBeNull();
        Done(ResponseEnd.Cancelled).ShouldBeNull();
    }

    [Theory]
    [InlineData(EventKind.AudioDelta, "response.output_audio.delta without response.created")]
    [InlineData(EventKind.ResponseDone, "response.done without response.created")]
    [InlineData(EventKind.OutputItemAdded, "response.output_item.added without response.created")]
    internal void Nothing_of_a_response_comes_before_it(EventKind kind, string rule) => Of(kind).ShouldBe(rule);

    [Fact]
    public void A_response_ends_once_and_is_silent_after_that()
    {
        Answer();
        Done(ResponseEnd.Cancelled).ShouldBeNull();

        Of(EventKind.AudioDelta).ShouldBe("response.output_audio.delta after response.done");
        Done(ResponseEnd.Cancelled).ShouldBe("response.done after response.done");
    }

    [Fact]
    public void A_response_begins_when_none_runs()
    {
        Answer();

        _order.Next(new(EventKind.ResponseCreated) { Response = 9 }).ShouldBe("response.created within a response");
    }

    [Fact]
    public void Sound_stands_in_a_part_of_an_item_and_before_the_end_of_it()
    {
        Of(EventKind.ResponseCreated);
        Of(EventKind.AudioDelta).ShouldBe("response.output_audio.delta before response.output_item.added");
        Of(EventKind.OutputItemAdded);
        Of(EventKind.AudioDelta).ShouldBe("audio before response.content_part.added");
        Of(EventKind.ContentPartAdded);
        Of(EventKind.AudioDelta).ShouldBeNull();
        Of(EventKind.ContentPartDone).ShouldBe("response.content_part.done before response.output_audio.done");
        Of(EventKind.AudioDone).ShouldBeNull();
        Of(EventKind.AudioDelta).ShouldBe("audio after response.output_audio.done");
        Of(EventKind.OutputItemDone).ShouldBeNull();
        Of(EventKind.TranscriptDelta).ShouldBe("response.output_audio_transcript.delta after response.output_item.done");
    }

    [Fact]
    public void A_response_is_complete_when_its_items_are()
    {
        Answer();

        Done(ResponseEnd.Completed).ShouldBe("response.done before response.output_item.done");
    }

    [Fact]
    public void Speech_starts_stops_and_is_committed_once_as_one_item()
    {
        Heard(EventKind.SpeechStopped).ShouldBe("speech_stopped without speech_started");
        Heard(EventKind.Committed);
        Heard(EventKind.Committed).ShouldBe("committed without speech_stopped");
        Heard(EventKind.SpeechStarted).ShouldBeNull();
        Heard(EventKind.SpeechStarted).ShouldBe("speech_started within speech");
        _order.Next(new(EventKind.SpeechStopped) { Item = 8 }).ShouldBe("speech_stopped of another item");
        Of(EventKind.ResponseCreated).ShouldBe("response.created before committed");
        _order.Next(new(EventKind.Committed) { Item = 8 }).ShouldBe("committed as another item");
    }

    [Fact]
    public void A_session_begins_once_and_first()
    {
        Next(EventKind.SessionCreated).ShouldBe("session.created again");
        new EventOrder().Next(new(EventKind.SessionUpdated)).ShouldBe("an event before session.created");
        new EventOrder().Next(new(EventKind.Error)).ShouldBeNull();
    }

    private void Listen()
    {
        Heard(EventKind.SpeechStarted).ShouldBeNull();
        Heard(EventKind.SpeechStopped).ShouldBeNull();
        Heard(EventKind.Committed).ShouldBeNull();
        Next(EventKind.ItemAdded).ShouldBeNull();
        Next(EventKind.ItemDone).ShouldBeNull();
    }

    private void Answer()
    {
        Of(EventKind.ResponseCreated).ShouldBeNull();
        Of(EventKind.OutputItemAdded).ShouldBeNull();
        Of(EventKind.ContentPartAdded).ShouldBeNull();
        Of(EventKind.AudioDelta).ShouldBeNull();
    }

    private string? Next(EventKind kind) => _order.Next(new(kind));

    private string? Heard(EventKind kind) => _order.Next(new(kind) { Item = Utterance });

    private string? Of(EventKind kind) => _order.Next(new(kind) { Response = Response, Item = kind == EventKind.ResponseCreated ? 0 : Item });

    private string? Done(ResponseEnd end) => _order.Next(new(EventKind.ResponseDone) { Response = Response, End = end });
}
