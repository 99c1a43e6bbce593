using System.Globalization;
using Parley.Protocol;
using Parley.Talking;
using Parley.Terminals;

namespace Parley.Showing;

/// <summary>Prints a turn while it happens: a line for each step, with the seconds since the first sound was sent.</summary>
internal sealed class LiveView(ConsoleVoice voice, LiveQuestion question, TimeProvider time, AudioFormat answers)
{
    private const int LabelWidth = 15;

    private string _heard = "";
    private string _answer = "";
    private long _soundBytes;

    /// <summary>When the first sound of the answer was received; null before.</summary>
    public long? FirstAudioAt { get; private set; }

    /// <summary>What the user was heard to say.</summary>
    public string Transcript { get; private set; } = "";

    /// <summary>The turn's trace; null before it came.</summary>
    public ParleyTurnTrace? Trace { get; private set; }

    public void Show(TalkStep step)
    {
        switch (step)
        {
            case ServerSaid { Event: var said, At: var at }: Show(said, at); break;
            case ToolAnswered { Call: var call, Output: var output, At: var at }: Line(at, "tool result", $"{call.Name} → {output.Text}  (made up for this demo)"); break;
        }
    }

    private void Show(ServerEvent said, long at)
    {
        switch (said)
        {
            case InputAudioBufferSpeechStarted: Line(at, "speech started", ""); break;
            case InputAudioBufferSpeechStopped: Line(at, "speech stopped", ""); break;
            case InputAudioTranscriptionDelta delta:
                _heard += delta.Delta;
                Line(at, "hearing", $"{_heard} …");
                break;
            case InputAudioTranscriptionCompleted completed:
                Transcript = completed.Transcript;
                Line(at, "transcript", $"“{completed.Transcript}”");
                break;
            case InputAudioTranscriptionFailed failed:
                Line(at, "not understood", failed.Error.Message);
                break;
            case ResponseOutputItemDone { Item: FunctionCallItem call }:
                Line(at, "tool call", $"{call.Name} {call.Arguments}");
                break;
            case ResponseOutputAudioTranscriptDelta words:
                _answer += words.Delta;
                break;
            case ResponseOutputAudioDelta audio:
                ShowAudio(audio, at);
                break;
            case ResponseOutputAudioTranscriptDone:
                Line(at, "answer", $"“{_answer.Trim()}”");
                _answer = "";
                break;
            case ResponseOutputAudioDone:
                Line(at, "sound complete", string.Create(CultureInfo.InvariantCulture, $"{(double)_soundBytes / answers.BytesPerSecond:0.0} s of speech"));
                break;
            case ParleyTurnTrace trace:
                Trace = trace;
                break;
        }
    }

    private void ShowAudio(ResponseOutputAudioDelta audio, long at)
    {
        _soundBytes += audio.Delta.Length;
        if (FirstAudioAt is null)
        {
            FirstAudioAt = at;
            Line(at, "first sound", "");
        }
    }

    private void Line(long at, string what, string text) => voice.Line(string.Create(
        CultureInfo.InvariantCulture, $"{time.GetElapsedTime(question.StartedAt, at).TotalSeconds,6:0.00} s  {what.PadRight(LabelWidth)}{text}").TrimEnd());
}
