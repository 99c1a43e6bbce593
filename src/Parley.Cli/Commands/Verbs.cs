using Parley.Devices;
using Parley.Diagnosis;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary>Everything that the program can be told to do.</summary>
internal static class Verbs
{
    public static IReadOnlyList<IVerb> All(Surroundings around, Func<IReadOnlyList<Finding>> examine) =>
    [
        new DemoCommand(around, examine),
        new DoctorCommand(around, examine),
        new ServeCommand(around),
        new KeysCommand(around),
        new TalkCommand(around),
        new DevicesCommand(around, AudioDevices.List),
        new AskCommand(around),
        new ConformanceCommand(around),
        new BenchCommand(around),
        new BenchLimitCommand(),
        new SayCommand(around),
        new VoicesCommand(around),
    ];
}
