using System.Security.Cryptography;
using Parley.Dialects;
using Parley.Measuring;
using Parley.Talking;
using Parley.Terminals;
using Parley.Trials;

namespace Parley.Hosts;

/// <summary>A server that is measured: our own as a process of its own, or anybody's that runs already.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    // as many as are asked for, however they fare: how a server refuses is measured with a configuration of its own
    private const string Configuration = """{"limits":{"maxSessions":1000000,"maxSessionsPerKey":1000000,"maxCpuPercent":0,"maxLatenessMs":0}}""";

    private readonly string _name;
    private readonly Destination _destination;
    private readonly ServerGauge _gauge;
    private readonly ChildServer? _child;
    private readonly string? _folder;

    private MeasuredServer(string name, Destination destination, int? processId, ChildServer? child = null, string? folder = null)
    {
        (_name, _destination, _child, _folder) = (name, destination, child, folder);
        _gauge = new(HttpAddress(destination.Url!), destination.Key, processId);
    }

    /// <summary>One that runs already.</summary>
    public static MeasuredServer At(Destination destination, int? processId) => new(destination.Url!.Authority, destination, processId);

    /// <summary>This program, serving.</summary>
    /// <param name="configuration">The server's, or null for one without limits to sessions.</param>
    public static async Task<MeasuredServer> StartAsync(string? configuration, bool pinned, Surroundings around, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("parley-bench-").FullName;
        try
        {
            var file = configuration ?? Path.Combine(folder, "parley.json");
            if (configuration is null)
            {
                await File.WriteAllTextAsync(file, Configuration, cancellation);
            }

            var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var child = await RunAsync(["serve", "--bench", "--port", "0", "--key", key, "--config", file], pinned, around, cancellation);
            return new("Parley", new(child.Address) { Key = key }, child.ProcessId, child, folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>B: this program, being no more than it must to speak the protocol.</summary>
    /// <param name="verb">What runs it.</param>
    public static async Task<MeasuredServer> StartLimitAsync(string[] verb, bool pinned, Surroundings around, CancellationToken cancellation)
    {
        var child = await RunAsync(verb, pinned, around, cancellation);
        return new("B", new(child.Address), child.ProcessId, child);
    }

    /// <summary>The server as it is measured.</summary>
    public Subject As(string model, DialectName dialect) => new(_name, (_destination with { Model = model, Dialect = dialect }).Endpoint(), _gauge);

    public async ValueTask DisposeAsync()
    {
        _gauge.Dispose();
        if (_child is not null)
        {
            await _child.DisposeAsync();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task<ChildServer> RunAsync(string[] arguments, bool pinned, Surroundings around, CancellationToken cancellation)
    {
        var program = Environment.ProcessPath ?? throw new CommandException("This system does not say which program this is, so that it cannot be started again: measure a running server with --against.");
        string[] host = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        try
        {
            return await ChildServer.StartAsync(program, [.. host, .. arguments], pinned, around.Time, cancellation);
        }
        catch (ServerFailedException failed)
        {
            throw new CommandException(failed.Message, failed);
        }
    }

    private static Uri HttpAddress(Uri address) => new UriBuilder(address) { Scheme = address.Scheme switch { "ws" => "http", "wss" => "https", var scheme => scheme } }.Uri;
}
