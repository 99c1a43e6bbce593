using System.Text.Json;
using Parley.Dialects;
using Parley.Listening;
using Parley.Protocol;
using Parley.Responding;
using Parley.Testing;
using Parley.Tools;

namespace Parley.Sessions;

/// <summary>A session led through whatever numbers say: sense and nonsense from the client, and engines that answer anything at any time.</summary>
internal sealed class RandomWalk
{
    private static readonly string[] Patches =
    [
        """{"instructions":"Be brief."}""",
        """{"audio":{"input":{"turn_detection":null}}}""",
        """{"audio":{"input":{"turn_detection":{"type":"server_vad"}}}}""",
        """{"audio":{"input":{"turn_detection":{"type":"server_vad","silence_duration_ms":20,"prefix_padding_ms":0}}}}""",
        """{"audio":{"input":{"turn_detection":{"type":"server_vad","create_response":false,"interrupt_response":false}}}}""",
        """{"audio":{"input":{"turn_detection":{"type":"server_vad","interrupt_response":false,"idle_timeout_ms":5000}}}}""",
        """{"audio":{"input":{"turn_detection":{"type":"semantic_vad","eagerness":"high"}}}}""",
        """{"audio":{"input":{"transcription":{"model":"m"}}}}""",
        """{"audio":{"input":{"transcription":null}}}""",
        """{"audio":{"input":{"noise_reduction":{"type":"near_field"}}}}""",
        """{"audio":{"input":{"noise_reduction":null}}}""",
        """{"audio":{"input":{"format":{"type":"audio/pcmu"}}}}""",
        """{"audio":{"input":{"format":{"type":"audio/pcm","rate":24000}}}}""",
        """{"output_modalities":["text"]}""",
        """{"output_modalities":["audio"]}""",
        """{"audio":{"output":{"voice":"marin"}}}""",
        """{"nonsense":1}""",
        """{"temperature":0.7,"modalities":["text","audio"],"max_response_output_tokens":9}""",
        """{"turn_detection":null,"input_audio_format":"g711_ulaw","output_audio_format":"g711_alaw"}""",
        """{"audio":{"input":null}}""",
        """{"audio":{"output":{"format":null,"voice":null,"speed":null}}}""",
        """{"audio":{"input":{"noise_reduction":{"type":"near_field"}}}}""",
        """{"instructions":null,"tools":null,"tool_choice":null,"max_output_tokens":null,"truncation":null,"include":null}""",
        """{"truncation":{"type":"retention_ratio","retention_ratio":0.5},"max_output_tokens":5,"prompt":{"id":"p"},"tracing":"auto"}""",
        """{"tools":[{"type":"mcp","server_label":"m","server_url":"http://nowhere"},{"type":"function","name":"web_search","parameters":"{}"}]}""",
        """{"tools":[{"type":"function","name":"f","parameters":"{}"}]}""",
    ];

    private readonly Wire? _wire;
    private readonly string[] _ids = ["a", "b", "c", "", "root", "nowhere"];
    private uint _number;

    /// <param name="dialect">What the client speaks, over a wire that damages; null for one whose every event arrives.</param>
    public RandomWalk(int[] numbers, DialectName? dialect = null)
    {
        _number = (uint)(numbers.Length == 0 ? 0 : numbers[0]);
        var policy = Pick(SessionPolicy.OpenAI, SessionPolicy.Yandex, SessionPolicy.OpenAI with { LongestUtterance = TimeSpan.FromSeconds(1), ItemAudioBytes = 40_000 });
        Stage = new(Pick<SessionConfig>(SessionStage.DefaultConfig, Story.Transcribing(), Story.Writing(), Story.Detecting(null), SessionFactory.DefaultTranscriptionConfig()), policy, seed: Next(), traces: Flip());
        _wire = dialect is { } name ? new(name, Next) : null;
        _wire?.Check(Stage.Events);
        foreach (var number in numbers.Skip(1))
        {
            _number = (uint)number;
            Step();
        }
    }

    public SessionStage Stage { get; }

    /// <summary>Ends all responses that still run, so that what was opened must be closed.</summary>
    public void Finish()
    {
        while (!Stage.Session.HasEnded && Open().FirstOrDefault() is { } id)
        {
            Handle(new ResponseStepped(id, new Finished(1, 1)));
        }
    }

    private IEnumerable<string> Open() => Stage.Events.OfType<ResponseCreated>().Select(each => each.Response.Id)
        .Except(Stage.Events.OfType<ResponseDone>().Select(each => each.Response.Id));

    private void Step()
    {
        switch (Next(44))
        {
            case < 8: Sound(); break;
            case < 10: Say(Named(new InputAudioBufferCommit())); break;
            case 10: Say(Named(new InputAudioBufferClear())); break;
            case < 14: Say(Named(new SessionUpdate(Patch.Of(Pick(Patches))))); break;
            case < 18: Say(Named(new ConversationItemCreate(Item(), Flip() ? null : Id()))); break;
            case 18: Say(Named(new ConversationItemRetrieve(Id()))); break;
            case 19: Say(Named(new ConversationItemDelete(Id()))); break;
            case 20: Say(Named(new ConversationItemTruncate(Id(), (int)Next(8) / 7, (int)Next(900) - 50))); break;
            case < 25: Say(Named(new ResponseCreate(Asked()))); break;
            case 25: Say(Named(new ResponseCancel(Flip() ? null : ResponseId()))); break;
            case 26: Say(Flip() ? new OutputAudioBufferClear() : new Unreadable("invalid_json", "No JSON.", null)); break;
            case < 30: Handle(new TranscriptArrived(Heard(), Transcript())); break;
            case < 37: Handle(new ResponseStepped(ResponseId(), Stepped())); break;
            case 37: Timer(); break;
            case 38: Stage.Advance(TimeSpan.FromMilliseconds(Next(3000))); break;
            case < 43: Serve(); break;
            default: Seldom(); break;
        }
    }

    private void Say(ClientEvent clientEvent)
    {
        var events = Stage.Say(_wire?.Carry(clientEvent) ?? clientEvent);
        if (!Stage.Session.HasEnded)
        {
            _wire?.CheckAnswer(events);
        }
    }

    private void Handle(SessionInput input)
    {
        var events = Stage.Handle(input);
        _wire?.Check(events);
    }

    private void Seldom()
    {
        switch (Next(12))
        {
            case 0: Handle(new ClientLeft()); break;
            case 1: Handle(new ServerDraining()); break;
            case 2: Handle(new ServerStopping()); break;
        }
    }

    // the server's functions: lists and results that come, come late, or come to nothing
    private void Serve()
    {
        switch (Next(3))
        {
            case 0 when Stage.Commands.OfType<ListTools>().TakeLast(3).ToArray() is { Length: > 0 } lists:
                var listing = Pick(lists).ListingId;
                Handle(new ToolsListed(listing, Flip() && Flip() ? null : [Served("g", listing), Served("f", listing) with { NeedsApproval = true }, Served("h", listing) with { Effect = FunctionEffect.Reads }]));
                break;
            case 1 when Stage.Commands.OfType<RunTool>().TakeLast(3).ToArray() is { Length: > 0 } runs:
                Handle(new McpCallReturned(Pick(runs).ItemId, Outcome()));
                break;
            case 2:
                Handle(new FunctionReturned(ResponseId(), "web_search", "{}", Outcome()));
                break;
        }
    }

    private ToolOutcome Outcome() => Flip() ? ToolOutcome.Failed("It broke.") : new("found", null, [new(Annotation.File) { FileId = "file-1" }]);

    private static ServerFunction Served(string name, string listing) => new(name, "m", name, null, JsonElement.Parse("{}")) { ListingId = listing };

    private void Sound()
    {
        var ms = 20 + (int)Next(300);
        var sound = Next(3) == 0 ? Tone.Silence(ms) : Tone.Pcm16(ms);
        Say(new InputAudioBufferAppend(Next(8) == 0 ? sound.AsMemory(1) : sound));
    }

    private void Timer()
    {
        var armed = Stage.Commands.OfType<ArmTimer>().ToList();
        if (armed.Count > 0)
        {
            var timer = armed[^(int)(1 + Next((uint)Math.Min(2, armed.Count)))];
            Handle(new TimerElapsed(timer.Timer, timer.Armed));
        }
    }

    private Item Item() => Next(10) switch
    {
        0 or 1 => Story.User("Hi", Id()),
        2 => new MessageItem(Role.Assistant, [new OutputText("Hello.")]) { Id = Id() },
        3 => new MessageItem(Role.User, [new InputText("Listen:"), new InputAudio { Audio = Tone.Pcm16(40) }]) { Id = Flip() ? Id() : null },
        4 => new FunctionCallItem("f", "call_x", "{}") { Id = Id() },
        5 => new FunctionCallOutputItem(Stage.Events.OfType<ResponseFunctionCallArgumentsDone>().LastOrDefault()?.CallId ?? "call_x", "1"),
        6 => new MessageItem(Role.User, [new InputImage("nonsense")]),
        7 => new ItemReference { Id = Id() },
        8 => new McpApprovalResponseItem(Stage.Events.OfType<ConversationItemAdded>().LastOrDefault(added => added.Item is McpApprovalRequestItem)?.Item.Id ?? "nothing", Flip()),
        _ => new MessageItem(Role.System, [new InputText("Be kind.")]),
    };

    private ResponseParams? Asked() => Next(6) switch
    {
        0 => new() { Conversation = "none", Input = [Story.User("Aside.")], Metadata = new Dictionary<string, string> { ["a"] = "b" } },
        1 => new() { Conversation = "none", OutputModalities = [Modality.Text] },
        2 => new() { Input = [new ItemReference { Id = Id() }, new FunctionCallItem("f")] },
        3 => new() { MaxOutputTokens = new((int)Next(6)), Instructions = "Once." },
        _ => null,
    };

    private Transcript Transcript() => Next(4) switch
    {
        0 => new FailedTranscript(new("server_error", "transcription_failed", "No words.")),
        1 => new FinalTranscript(Pick("one two three", "")),
        2 when Flip() => new GuessedTranscript(Pick("one two three", "one and", "what time is it")),
        _ => new PartialTranscript(Pick("one", "one two", "one too", "one two three"), (int)Next(2000)),
    };

    private ResponseStep Stepped() => Next(9) switch
    {
        0 => new Began(),
        1 or 2 => new Said(Pick("One. ", "Two three. ")),
        3 or 4 => new Sounded(Tone.Pcm16(20 + (int)Next(100))),
        5 => new Called(Pick("f", "g", "h", "m_f"), """{"a":1}"""),
        6 => new Finished(1, 1),
        7 => new Finished(1, 1, "max_output_tokens"),
        _ => Next(3) == 0 ? new Failed(new("server_error", "engine_failed", "It broke.")) : new Finished(2, 3),
    };

    private string Heard() => Pick([.. Stage.Commands.OfType<BeginTranscription>().Select(begin => begin.UtteranceId).TakeLast(3), "nobody"]);

    private string ResponseId() => Pick([.. Stage.Events.OfType<ResponseCreated>().Select(created => created.Response.Id).TakeLast(3), .. Open(), .. Open(), "resp_unknown"]);

    private string Id() => Pick([.. _ids, .. Stage.Events.OfType<ConversationItemAdded>().Select(added => added.Item.Id!).TakeLast(4), .. Stage.Commands.OfType<BeginTranscription>().Select(begin => begin.UtteranceId).TakeLast(1)]);

    private ClientEvent Named(ClientEvent clientEvent) => Flip() ? clientEvent : clientEvent with { EventId = $"e{Stage.Inputs.Count}" };

    private T Pick<T>(params T[] choices) => choices[Next((uint)choices.Length)];

    private bool Flip() => Next(2) == 0;

    private uint Next(uint below) => Next() % below;

    // the number says all: mixed anew (xorshift) for each question that its move asks
    private uint Next()
    {
        _number += 0x9E3779B9;
        var mixed = _number ^ (_number >> 16);
        mixed *= 0x85EBCA6B;
        mixed ^= mixed >> 13;
        return mixed * 0xC2B2AE35 >> 4;
    }
}
