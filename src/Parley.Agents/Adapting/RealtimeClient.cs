using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Parley.Protocol;
using Parley.Transport;

namespace Parley.Adapting;

/// <summary>An endpoint as Microsoft.Extensions.AI's <see cref="IRealtimeClient"/>, for code that is written against that.</summary>
/// <remarks>
/// It knows neither interruption nor truncation, runs no tools and does not reconnect: those are what <see cref="Running.RealtimeSession"/> is for.
/// What it has no word for comes as <see cref="RealtimeServerMessageType.RawContentOnly"/>, with the event as its raw representation.
/// </remarks>
/// <param name="dial">Opens connections; otherwise sockets.</param>
public sealed class RealtimeClient(RealtimeEndpoint endpoint, RealtimeDial? dial = null) : IRealtimeClient
{
    public async Task<IRealtimeClientSession> CreateSessionAsync(RealtimeSessionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var target = options?.Model is { } model ? endpoint with { Model = model } : endpoint;
        var link = dial is null ? await RealtimeConnection.ConnectAsync(target, cancellationToken) : await dial(target, cancellationToken);
        var session = new Session(link, options ?? new());
        if (options is not null)
        {
            await session.SendAsync(new SessionUpdateRealtimeClientMessage(options), cancellationToken);
        }

        return session;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // a session holds what there is to hold
    }

    private sealed class Session(IRealtimeLink link, RealtimeSessionOptions options) : IRealtimeClientSession
    {
        public RealtimeSessionOptions Options { get; private set; } = options;

        public async Task SendAsync(RealtimeClientMessage message, CancellationToken cancellationToken = default)
        {
            if (message is SessionUpdateRealtimeClientMessage update)
            {
                Options = update.Options;
            }

            await link.SendAsync(Said(message), cancellationToken);
        }

        public async IAsyncEnumerable<RealtimeServerMessage> GetStreamingResponseAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var said in link.ReadAllAsync(cancellationToken))
            {
                yield return Heard(said);
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : serviceType.IsInstanceOfType(link) ? link : null;

        public ValueTask DisposeAsync() => link.DisposeAsync();

        private static ClientEvent Said(RealtimeClientMessage message) => message switch
        {
            { RawRepresentation: ClientEvent raw } => raw,
            SessionUpdateRealtimeClientMessage update => new SessionUpdate(Patch(update.Options)) { EventId = message.MessageId },
            InputAudioBufferAppendRealtimeClientMessage append => new InputAudioBufferAppend(append.Content.Data) { EventId = message.MessageId },
            InputAudioBufferCommitRealtimeClientMessage => new InputAudioBufferCommit { EventId = message.MessageId },
            CreateConversationItemRealtimeClientMessage create => new ConversationItemCreate(ItemOf(create.Item)) { EventId = message.MessageId },
            CreateResponseRealtimeClientMessage create => new ResponseCreate(new() { Instructions = create.Instructions, Conversation = create.ExcludeFromConversation == true ? "none" : null }) { EventId = message.MessageId },
            _ => throw new NotSupportedException($"{message.GetType().Name} has no counterpart in the Realtime API; a message whose RawRepresentation is a ClientEvent is sent as it is."),
        };

        private static SessionPatch Patch(RealtimeSessionOptions options)
        {
            var (input, output) = (new JsonObject(), new JsonObject());
            var session = new JsonObject { ["type"] = options.SessionKind == RealtimeSessionKind.Transcription ? "transcription" : "realtime", ["audio"] = new JsonObject { ["input"] = input, ["output"] = output } };
            if (options.Instructions is { } instructions)
            {
                session["instructions"] = instructions;
            }

            if (options.Voice is { } voice)
            {
                output["voice"] = voice;
            }

            if (options.InputAudioFormat is { } heard)
            {
                input["format"] = Format(heard);
            }

            if (options.OutputAudioFormat is { } spoken)
            {
                output["format"] = Format(spoken);
            }

            if (options.Tools is { Count: > 0 } tools)
            {
                session["tools"] = new JsonArray([.. tools.Select(tool => JsonSerializer.SerializeToNode(Agents.SessionPatches.Declaration(tool), ProtocolJson.Strict.TypeInfo<Tool>()))]);
            }

            return new(JsonElement.Parse(session.ToJsonString()));
        }

        private static JsonObject Format(RealtimeAudioFormat format) => new() { ["type"] = format.MediaType, ["rate"] = format.SampleRate };

        private static Item ItemOf(RealtimeConversationItem item) => item switch
        {
            { RawRepresentation: Item raw } => raw,
            { Contents: [FunctionResultContent result, ..] } => new FunctionCallOutputItem(result.CallId, Calling.ToolResult.Of(result.Result).Output) { Id = item.Id },
            _ when item.Role == ChatRole.Assistant => new MessageItem(Role.Assistant, [.. item.Contents.OfType<TextContent>().Select(text => new OutputText(text.Text))]) { Id = item.Id },
            _ => new MessageItem(item.Role == ChatRole.System ? Role.System : Role.User, [.. item.Contents.Select(Part).OfType<ContentPart>()]) { Id = item.Id },
        };

        private static ContentPart? Part(AIContent content) => content switch
        {
            TextContent text => new InputText(text.Text),
            DataContent data when data.HasTopLevelMediaType("audio") => new InputAudio { Audio = data.Data },
            DataContent data when data.HasTopLevelMediaType("image") => new InputImage(data.Uri),
            _ => null,
        };

        private static RealtimeServerMessage Heard(ServerEvent said)
        {
            var message = said switch
            {
                ErrorEvent(var error) => new ErrorRealtimeServerMessage { Error = new(error.Message) { ErrorCode = error.Code }, OriginatingMessageId = error.EventId },
                InputAudioTranscriptionDelta delta => Transcript(RealtimeServerMessageType.InputAudioTranscriptionDelta, delta.ItemId, delta.ContentIndex, delta.Delta),
                InputAudioTranscriptionCompleted whole => Transcript(RealtimeServerMessageType.InputAudioTranscriptionCompleted, whole.ItemId, whole.ContentIndex, whole.Transcript),
                ResponseOutputTextDelta delta => Output(RealtimeServerMessageType.OutputTextDelta, delta.ResponseId, delta.ItemId, delta.OutputIndex, delta.ContentIndex, delta.Delta),
                ResponseOutputTextDone done => Output(RealtimeServerMessageType.OutputTextDone, done.ResponseId, done.ItemId, done.OutputIndex, done.ContentIndex, done.Text),
                ResponseOutputAudioTranscriptDelta delta => Output(RealtimeServerMessageType.OutputAudioTranscriptionDelta, delta.ResponseId, delta.ItemId, delta.OutputIndex, delta.ContentIndex, delta.Delta),
                ResponseOutputAudioTranscriptDone done => Output(RealtimeServerMessageType.OutputAudioTranscriptionDone, done.ResponseId, done.ItemId, done.OutputIndex, done.ContentIndex, done.Transcript),
                ResponseOutputAudioDelta delta => Output(RealtimeServerMessageType.OutputAudioDelta, delta.ResponseId, delta.ItemId, delta.OutputIndex, delta.ContentIndex, audio: Convert.ToBase64String(delta.Delta.Span)),
                ResponseOutputAudioDone done => Output(RealtimeServerMessageType.OutputAudioDone, done.ResponseId, done.ItemId, done.OutputIndex, done.ContentIndex),
                ResponseCreated(var response) => new ResponseCreatedRealtimeServerMessage(RealtimeServerMessageType.ResponseCreated) { ResponseId = response.Id },
                ResponseDone(var response) => new ResponseCreatedRealtimeServerMessage(RealtimeServerMessageType.ResponseDone) { ResponseId = response.Id, Status = new($"{response.Status}".ToLowerInvariant()) },
                ResponseOutputItemDone(var responseId, var index, var item) => new ResponseOutputItemRealtimeServerMessage(RealtimeServerMessageType.ResponseOutputItemDone) { ResponseId = responseId, OutputIndex = index, Item = Shown(item) },
                ConversationItemAdded(_, var item) => new ResponseOutputItemRealtimeServerMessage(RealtimeServerMessageType.ConversationItemAdded) { Item = Shown(item) },
                _ => new RealtimeServerMessage { Type = RealtimeServerMessageType.RawContentOnly },
            };
            (message.MessageId, message.RawRepresentation) = (said.EventId, said);
            return message;
        }

        private static InputAudioTranscriptionRealtimeServerMessage Transcript(RealtimeServerMessageType type, string itemId, int contentIndex, string text) =>
            new(type) { ItemId = itemId, ContentIndex = contentIndex, Transcription = text };

        private static OutputTextAudioRealtimeServerMessage Output(
            RealtimeServerMessageType type, string responseId, string itemId, int outputIndex, int contentIndex, string? text = null, string? audio = null) =>
            new(type) { ResponseId = responseId, ItemId = itemId, OutputIndex = outputIndex, ContentIndex = contentIndex, Text = text, Audio = audio };

        private static RealtimeConversationItem Shown(Item item) => item switch
        {
            FunctionCallItem call => new([new FunctionCallContent(call.CallId ?? "", call.Name, Calling.ArgumentCheck.Read(call.Arguments, default).Arguments)], call.Id, ChatRole.Assistant) { RawRepresentation = item },
            MessageItem message => new([.. message.Content.Select(Content).OfType<AIContent>()], message.Id, new($"{message.Role}".ToLowerInvariant())) { RawRepresentation = item },
            _ => new([], item.Id) { RawRepresentation = item },
        };

        private static TextContent? Content(ContentPart part) => part switch
        {
            InputText(var text) => new(text),
            OutputText(var text) => new(text),
            InputAudio({ } transcript) => new(transcript),
            OutputAudio({ } transcript) => new(transcript),
            _ => null,
        };
    }
}
