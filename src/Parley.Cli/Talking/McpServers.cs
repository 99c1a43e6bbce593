using System.CommandLine.Parsing;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Client;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>MCP servers whose tools a talk has: at a URL, or programs that are started here and end with the talk.</summary>
internal sealed class McpServers : IAsyncDisposable
{
    private readonly List<McpClient> _clients = [];
    private readonly List<AIFunction> _tools = [];

    public IReadOnlyList<AIFunction> Tools => _tools;

    /// <param name="addresses">URLs and command lines.</param>
    /// <exception cref="CommandException">One of them cannot be reached, started or understood, or two have a tool of one name.</exception>
    public static async Task<McpServers> ConnectAsync(IReadOnlyList<string> addresses, CancellationToken cancellation)
    {
        var servers = new McpServers();
        try
        {
            foreach (var address in addresses)
            {
                await servers.AddAsync(address, cancellation);
            }

            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }
    }

    private async Task AddAsync(string address, CancellationToken cancellation)
    {
        try
        {
            var client = await McpClient.CreateAsync(Transport(address), cancellationToken: cancellation);
            _clients.Add(client);
            _tools.AddRange(await client.ListToolsAsync(cancellationToken: cancellation));
        }
        catch (Exception failure) when (failure is not (CommandException or OperationCanceledException { CancellationToken.IsCancellationRequested: true }))
        {
            throw new CommandException($"The MCP server '{address}' cannot be used: {failure.GetBaseException().Message.ReplaceLineEndings(" ")}", failure);
        }

        if (_tools.GroupBy(tool => tool.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new CommandException($"Two MCP servers have a tool named {twice.Key}.");
        }
    }

    private static IClientTransport Transport(string address)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return new HttpClientTransport(new() { Endpoint = url });
        }

        return CommandLineParser.SplitCommandLine(address).ToArray() is [var program, .. var arguments]
            ? new StdioClientTransport(new() { Command = program, Arguments = arguments })
            : throw new CommandException("--mcp is a URL, or the command line of an MCP server.");
    }
}
