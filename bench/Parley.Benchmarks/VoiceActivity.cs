using BenchmarkDotNet.Attributes;
using Parley.Embedded.VoiceActivity;
using Parley.Listening;
using Parley.Null;

namespace Parley.Benchmarks;

/// <summary>How probable it is that a frame is speech, by the models there are.</summary>
public class VoiceActivity
{
    private IVoiceActivityModel _model = new EnergyVoiceActivity();
    private short[] _second = [];

    [ParamsSource(nameof(Models))]
    public string Model { get; set; } = "";

    [Params("voice", "room", "silence")]
    public string Sound { get; set; } = "";

    public static IEnumerable<string> Models => All.Keys;

    private static Dictionary<string, Func<IVoiceActivityModel>> All { get; } = new()
    {
        ["energy (null)"] = () => new EnergyVoiceActivity(),
        ["embedded"] = EmbeddedVoiceActivity.Create,
        ["managed"] = () => new ManagedVoiceActivity(),
    };

    [GlobalSetup]
    public void Setup()
    {
        _model = All[Model]();
        _second = Sound switch
        {
            "voice" => Sample.VoiceSamples(16000, 1000),
            "room" => Sample.RoomSamples(16000, 1000),
            _ => Sample.SilentSamples(16000, 1000),
        };
    }

    [GlobalCleanup]
    public void Cleanup() => _model.Dispose();

    [Benchmark(Description = "in: voice activity")]
    public float Listen()
    {
        var sum = 0f;
        for (var at = 0; at < _second.Length; at += _model.FrameSamples)
        {
            sum += _model.Probability(_second.AsSpan(at, _model.FrameSamples));
        }

        return sum;
    }
}
