using System.Net;
using Parley.Hosting;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary>What the options of <c>parley serve</c> may be, told in their names before the server tells it in those of its file.</summary>
internal static class ServeOptionCheck
{
    /// <exception cref="CommandException">One of them is wrong; a key is not shown.</exception>
    public static void Check(string? host, int? port, IReadOnlyList<string> keys, string? config)
    {
        if (port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
        {
            throw new CommandException($"--port is a whole number from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}, not {port}.");
        }

        if (host is not (null or "localhost" or "*") && !IPAddress.TryParse(host, out _))
        {
            throw new CommandException($"--host is an IP address, localhost, or * for all, not '{host}'.");
        }

        if (keys.Any(key => key.Length == 0 || key.Any(char.IsWhiteSpace)))
        {
            throw new CommandException("--key is empty or has a space in it; it is a secret of visible characters.");
        }

        if (keys.Contains(ApiKeys.Development))
        {
            throw new CommandException($"--key {ApiKeys.Development} is the development key, which everybody knows: choose a secret. Without --key it works by itself, from this machine only.");
        }

        CheckConfiguration(config);
    }

    /// <exception cref="CommandException">There is something for a certificate, but no certificate.</exception>
    public static void CheckCertificate(HttpsOptions? https)
    {
        if (https is { Certificate: null } and ({ CertificateKey: not null } or { CertificatePasswordFile: not null }))
        {
            throw new CommandException("--certificate-key and --certificate-password-file go with --certificate FILE, which is missing.");
        }
    }

    /// <param name="host">As the option said it.</param>
    /// <param name="keys">How many there are, of options and configuration.</param>
    /// <exception cref="CommandException">Others could connect without a key.</exception>
    public static void CheckOpen(string? host, int keys)
    {
        if (keys == 0 && host is not (null or "localhost") && !(IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)))
        {
            throw new CommandException($"--host {host} is open to others, so the server needs an API key: give --key KEY, or 'keys' in the configuration. Without one it listens on 127.0.0.1.");
        }
    }

    private static void CheckConfiguration(string? path)
    {
        if (path is null)
        {
            return;
        }

        if (Directory.Exists(path))
        {
            throw new CommandException($"--config {path} is a folder; a file was expected.");
        }

        if (!File.Exists(path))
        {
            throw new CommandException(path.Length == 0 ? "--config is empty: name a file." : $"--config {path}: there is no such file.");
        }
    }
}
