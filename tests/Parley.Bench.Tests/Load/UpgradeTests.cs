using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging;
using Parley.Dialects;
using Parley.Server;
using Parley.Testing;
using Parley.Transport;

namespace Parley.Load;

public sealed class UpgradeTests : IDisposable
{
    private const string Key = "sk-upgrade-tests";

    // only so that what never comes fails instead of hanging
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-bench-");
    private readonly FrameReader _reader = new();

    public void Dispose()
    {
        _patience.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_session_is_opened_and_talked_to(bool https)
    {
        await using var server = await StartAsync(https);
        using var wire = await new Upgrade(EndpointOf(server, Key), trust: (_, shown, _, _) => IsOf(server, shown!)).OpenAsync(_reader, _patience.Token);

        (await HearAsync(wire)).ShouldStartWith("{\"type\":\"session.created\"");
        for (var i = 0; i < 3; i++)
        {
            var frame = CallFrames.Of(SessionSettings.Probe, Dialect.Create(DialectName.Ga));
            SpinWait.SpinUntil(() => wire.Send(frame) == frame.Length); // under TLS, the frame before may be on its way still
            (await HearAsync(wire)).ShouldStartWith("{\"type\":\"session.updated\"");
        }
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_a_refusal()
    {
        await using var server = await StartAsync(https: true);

        (await Should.ThrowAsync<RefusedException>(() => new Upgrade(EndpointOf(server, Key)).OpenAsync(_reader, _patience.Token))).Message.ShouldBe("TLS");
    }

    [Fact]
    public async Task A_path_without_sessions_is_a_refusal()
    {
        await using var server = await StartAsync(https: false);

        var elsewhere = new RealtimeEndpoint(new(server.Address, "/elsewhere/realtime"), "parley") { ApiKey = Key };
        (await Should.ThrowAsync<RefusedException>(() => new Upgrade(elsewhere).OpenAsync(_reader, _patience.Token))).Message.ShouldBe("HTTP 404");
    }

    private async Task<string> HearAsync(IWire wire)
    {
        while (true)
        {
            if (_reader.TryRead(out _, out var payload))
            {
                return Encoding.UTF8.GetString(payload);
            }

            _reader.Add(await wire.ReceiveAsync(_reader.Free, _patience.Token));
        }
    }

    private static bool IsOf(ParleyServer server, X509Certificate shown)
    {
        using var own = X509CertificateLoader.LoadCertificateFromFile(server.DevelopmentCertificatePath!);
        return own.GetCertHashString() == shown.GetCertHashString();
    }

    private static RealtimeEndpoint EndpointOf(ParleyServer server, string key) => new(server.Address, "parley") { ApiKey = key };

    private Task<ParleyServer> StartAsync(bool https) => ParleyServer.StartAsync(
        new()
        {
            Port = 0,
            Keys = [Key],
            Https = https ? new() { DevelopmentFolder = _folder.FullName } : null,
            Pipelines = [new ScriptedPipeline().Named("parley")],
            Logging = logging => logging.SetMinimumLevel(LogLevel.None),
        },
        _patience.Token);
}
