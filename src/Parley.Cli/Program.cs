using Parley.Commands;
using Parley.Diagnosis;
using Parley.Terminals;

using var interruption = new Interruption();
var around = new Surroundings(ConsoleVoice.OfProcess(), Environment.GetEnvironmentVariable, TimeProvider.System)
{
    IsTerminated = () => interruption.IsTerminated,
    Input = new StreamReader(Console.OpenStandardInput()), // Console.In waits where it should come back later
    Keys = ConsoleKeys.OfProcess(TimeProvider.System),
};
var exitCode = await new CommandTree(around, Verbs.All(around, () => Machine.Examine(around))).RunAsync(args, interruption.Token);
return exitCode == CommandTree.Interrupted && interruption.IsTerminated ? CommandTree.Terminated : exitCode;
