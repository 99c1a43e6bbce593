using System.Security.Cryptography;
using Parley.Measuring;
using Parley.Terminals;

namespace Parley.Hosts;

/// <summary>A server that is measured: our own as a process of its own, or anybody's that runs already.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    // as many as the machine bears: what a server holds back by its limits is measured with a configuration that says so
    private const string Configuration = """{"limits":{"maxSessions":1000000,"maxSessionsPerKey":1000000}}""";

    private readonly ChildServer? _child;
    private readonly string? _folder;

    private MeasuredServer(string name, Uri address, string? key, int? processId, ChildServer? child = null, string? folder = null) =>
        (Name, Address, Key, Gauge, _child, _folder) = (name, address, key, new(HttpAddress(address), key, processId), child, folder);

    public string Name { get; }

    public Uri Address { get; }

    public string? Key { get; }

    public ServerGauge Gauge { get; }

    /// <summary>One that runs already.</summary>
    public static MeasuredServer At(Uri address, string? key, int? processId) => new(address.Authority, address, key, processId);

    /// <summary>This program, serving.</summary>
    /// <param name="configuration">The server's, or null for one without limits to sessions.</param>
    public static async Task<MeasuredServer> StartAsync(string? configuration, Surroundings around, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("parley-bench-");
        var file = configuration ?? Path.Combine(folder.FullName, "parley.json");
        if (configuration is null)
        {
            await File.WriteAllTextAsync(file, Configuration, cancellation);
        }

        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var child = await RunAsync(["serve", "--bench", "--port", "0", "--key", key, "--config", file], around, cancellation);
        return new("Parley", child.Address, key, child.ProcessId, child, folder.FullName);
    }

    public async ValueTask DisposeAsync()
    {
        Gauge.Dispose();
        if (_child is not null)
        {
            await _child.DisposeAsync();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task<ChildServer> RunAsync(string[] arguments, Surroundings around, CancellationToken cancellation)
    {
        var program = Environment.ProcessPath ?? throw new CommandException("This system does not say which program this is, so that it cannot be started again: measure a running server with --against.");
        string[] host = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        try
        {
            return await ChildServer.StartAsync(program, [.. host, .. arguments], Cores.CanPin, around.Time, cancellation);
        }
        catch (ServerFailedException failed)
        {
            throw new CommandException(failed.Message, failed);
        }
    }

    private static Uri HttpAddress(Uri address) => new UriBuilder(address) { Scheme = address.Scheme switch { "ws" => "http", "wss" => "https", var scheme => scheme } }.Uri;
}
