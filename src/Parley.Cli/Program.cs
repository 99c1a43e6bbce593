using Parley.Commands;
using Parley.Terminals;

using var interruption = new Interruption();
var around = new Surroundings(ConsoleVoice.OfProcess(), Environment.GetEnvironmentVariable, TimeProvider.System);
var tree = new CommandTree(around,
[
    new DemoCommand(around),
    new DoctorCommand(around),
    new ServeCommand(around),
    new AskCommand(around),
    new SayCommand(around),
    new VoicesCommand(around),
]);
var exitCode = await tree.RunAsync(args, interruption.Token);
return interruption.Token.IsCancellationRequested && exitCode == CommandTree.Interrupted ? interruption.ExitCode : exitCode;
