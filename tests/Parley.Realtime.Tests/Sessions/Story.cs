using Parley.Protocol;
using Parley.Testing;

namespace Parley.Sessions;

/// <summary>Short words for what tests of a session say again and again.</summary>
internal static class Story
{
    /// <summary>Samples of silence that a stream of 24 kHz begins with: as long as the resampler holds sound back.</summary>
    public const int MostSilence = 32;

    public static readonly string[] UserItem = ["input_audio_buffer.committed", "conversation.item.added", "conversation.item.done"];

    public static readonly string[] SpokenReply =
    [
        "response.output_item.added", "conversation.item.added", "response.content_part.added",
        "response.output_audio_transcript.delta", "response.output_audio.delta",
        "response.output_audio.done", "response.output_audio_transcript.done", "response.content_part.done",
        "conversation.item.done", "response.output_item.done", "response.done",
    ];

    public static string[] Names(this IEnumerable<ServerEvent> events) => [.. events.Select(each => each.WireName())];

    public static T Only<T>(this IEnumerable<ServerEvent> events)
        where T : ServerEvent => events.OfType<T>().ShouldHaveSingleItem();

    public static ErrorDetails Error(this IEnumerable<ServerEvent> events) => events.ShouldHaveSingleItem().ShouldBeOfType<ErrorEvent>().Error;

    /// <summary>One utterance: a second of speech, and the silence that ends it.</summary>
    public static IReadOnlyList<ServerEvent> Utter(this SessionStage stage, int ms = 1000) =>
        stage.Append([.. Tone.Pcm16(ms), .. Tone.Silence(400)]);

    public static IReadOnlyList<ServerEvent> AddText(this SessionStage stage, string text, string? id = null, string? after = null) =>
        stage.Say(new ConversationItemCreate(User(text, id), after));

    public static MessageItem User(string text, string? id = null) => new(Role.User, [new InputText(text)]) { Id = id };

    public static IReadOnlyList<ServerEvent> Ask(this SessionStage stage, ResponseParams? asked = null) => stage.Say(new ResponseCreate(asked));

    public static RealtimeSessionConfig Detecting(TurnDetection? detection) => SessionStage.DefaultConfig.With(input => input with { TurnDetection = detection });

    public static RealtimeSessionConfig Transcribing() => SessionStage.DefaultConfig.With(input => input with { Transcription = new("whisper-1") });

    public static RealtimeSessionConfig Writing() => SessionStage.DefaultConfig with { OutputModalities = [Modality.Text] };

    public static RealtimeSessionConfig With(this RealtimeSessionConfig config, Func<AudioInput, AudioInput> change) =>
        config with { Audio = config.Audio with { Input = change(config.Audio.Input) } };

    /// <summary>A session that has spoken one answer to a text.</summary>
    public static SessionStage Answered(RealtimeSessionConfig? config = null, SessionPolicy? policy = null)
    {
        var stage = new SessionStage(config, policy);
        stage.AddText("Hi");
        stage.Ask();
        stage.Speak();
        return stage;
    }

    /// <summary>A session whose answer is streaming: text and a second of sound were sent.</summary>
    public static SessionStage Answering(RealtimeSessionConfig? config = null, SessionPolicy? policy = null)
    {
        var stage = new SessionStage(config, policy);
        stage.AddText("Hi");
        stage.Ask();
        stage.Reply(new Responding.Said("One two three four five six seven."), new Responding.Sounded(Tone.Pcm16(1000)));
        return stage;
    }
}
