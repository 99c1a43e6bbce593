using System.Runtime.InteropServices;

namespace Parley.Limit;

/// <summary>One response, event by event: a function call, or a sentence with two seconds of sound.</summary>
internal sealed class Reply(Outgoing outgoing)
{
    public const string Format = """{"type":"audio/pcm","rate":24000}""";

    public const int PieceMs = 100;

    private const int Pieces = 20;
    private const int LeadPieces = 2; // how many the listener has before they are played
    private const string Words = "I am the null model.";
    private const string Manner = $$$""" "conversation_id":"conv_000000000000000000001","output_modalities":["audio"],"max_output_tokens":"inf","audio":{"output":{"format":{{{Format}}},"voice":"alloy"}}""";
    private const string Usage = """{"total_tokens":77,"input_tokens":32,"output_tokens":45,"input_token_details":{"text_tokens":27,"audio_tokens":5,"image_tokens":0,"cached_tokens":0,"cached_tokens_details":{"text_tokens":0,"audio_tokens":0,"image_tokens":0}},"output_token_details":{"text_tokens":5,"audio_tokens":40}}""";

    private static readonly byte[] Piece = Hum();

    private readonly string _id = outgoing.NextId("resp");
    private readonly string _item = outgoing.NextId("item");
    private string _previous = "null";
    private int _said;

    /// <summary>All sound has been said.</summary>
    public bool IsSaid => _said == Pieces;

    public void CallFunction(string name)
    {
        Begin();
        var call = outgoing.NextId("call");
        Open($$"""{"type":"function_call","id":"{{_item}}","status":"in_progress","name":"{{name}}","call_id":"{{call}}","arguments":""}""");
        outgoing.Say("response.function_call_arguments.delta", $$""","response_id":"{{_id}}","item_id":"{{_item}}","output_index":0,"call_id":"{{call}}","delta":"{}" """);
        outgoing.Say("response.function_call_arguments.done", $$""","response_id":"{{_id}}","item_id":"{{_item}}","output_index":0,"call_id":"{{call}}","name":"{{name}}","arguments":"{}" """);
        Close($$"""{"type":"function_call","id":"{{_item}}","status":"completed","name":"{{name}}","call_id":"{{call}}","arguments":"{}"}""", "completed", "null");
    }

    /// <summary>Says the words, and the sound that the listener has in advance.</summary>
    public void Speak()
    {
        Begin();
        Open($$"""{"type":"message","id":"{{_item}}","status":"in_progress","role":"assistant","content":[]}""");
        outgoing.Say("response.content_part.added", $$""","response_id":"{{_id}}","item_id":"{{_item}}","output_index":0,"content_index":0,"part":{"type":"audio","transcript":""}""");
        outgoing.Say("response.output_audio_transcript.delta", $$""","response_id":"{{_id}}","item_id":"{{_item}}","output_index":0,"content_index":0,"delta":"{{Words}}" """);
        while (_said < LeadPieces)
        {
            SayPiece();
        }
    }

    public void SayPiece()
    {
        outgoing.Say("response.output_audio.delta", $$""","response_id":"{{_id}}","item_id":"{{_item}}","output_index":0,"content_index":0,"delta":"{{Piece}}" """);
        _said++;
    }

    public void Complete() => EndSpeech("completed", "completed", "null");

    /// <summary>The user speaks.</summary>
    public void Cancel() => EndSpeech("incomplete", "cancelled", """{"type":"cancelled","reason":"turn_detected"}""");

    private void Begin() =>
        outgoing.Say("response.created", $$""","response":{"object":"realtime.response","id":"{{_id}}","status":"in_progress","status_details":null,"output":[],{{Manner}},"usage":null,"metadata":null}""");

    private void Open(string item)
    {
        _previous = outgoing.Place(_item);
        outgoing.Say("response.output_item.added", $$""","response_id":"{{_id}}","output_index":0,"item":{{item}}""");
        outgoing.Say("conversation.item.added", $$""","previous_item_id":{{_previous}},"item":{{item}}""");
    }

    private void EndSpeech(string itemStatus, string status, string details)
    {
        outgoing.Say("response.output_audio.done", $$""","response_id":"{{_id}}","item_id":"{{_item}}","output_index":0,"content_index":0""");
        outgoing.Say("response.output_audio_transcript.done", $$""","response_id":"{{_id}}","item_id":"{{_item}}","output_index":0,"content_index":0,"transcript":"{{Words}}" """);
        outgoing.Say("response.content_part.done", $$""","response_id":"{{_id}}","item_id":"{{_item}}","output_index":0,"content_index":0,"part":{"type":"audio","transcript":"{{Words}}"}""");
        Close($$"""{"type":"message","id":"{{_item}}","status":"{{itemStatus}}","role":"assistant","content":[{"type":"output_audio","transcript":"{{Words}}"}]}""", status, details);
    }

    private void Close(string item, string status, string details)
    {
        outgoing.Say("conversation.item.done", $$""","previous_item_id":{{_previous}},"item":{{item}}""");
        outgoing.Say("response.output_item.done", $$""","response_id":"{{_id}}","output_index":0,"item":{{item}}""");
        outgoing.Say("response.done", $$""","response":{"object":"realtime.response","id":"{{_id}}","status":"{{status}}","status_details":{{details}},"output":[{{item}}],{{Manner}},"usage":{{Usage}},"metadata":null}""");
    }

    private static byte[] Hum()
    {
        short[] samples = [.. Enumerable.Range(0, 2400).Select(n => (short)(4000 * Math.Sin(2 * Math.PI * 44 * n / 2400)))];
        return MemoryMarshal.AsBytes(samples.AsSpan()).ToArray();
    }
}
