using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Parley.Testing;

namespace Parley.Hosting;

public sealed class TlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-tls").FullName;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task A_client_that_trusts_the_development_certificate_has_a_session_over_TLS(string host)
    {
        await using var server = await StartAsync();
        server.Address.Scheme.ShouldBe("https");
        using var http = Trusting(server.DevelopmentCertificatePath!);
        await using var caller = await Caller.ConnectAsync(
            new ClientWebSocket(), new($"https://{host}:{server.Address.Port}"), "/v1/realtime?model=parley", [$"Authorization: Bearer {Scene.Key}"], [], http);
        (await caller.HearAsync()).Type().ShouldBe("session.created");
    }

    [Fact]
    public async Task A_client_that_does_not_trust_it_is_not_fooled()
    {
        await using var server = await StartAsync();
        using var http = new HttpClient();
        (await Should.ThrowAsync<HttpRequestException>(http.GetAsync(server.Address))).HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
    }

    [Fact]
    public void The_development_certificate_stays_the_same_until_it_is_about_to_expire()
    {
        var now = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
        var first = DevelopmentCertificate.FindOrMake(_folder, now).Certificate;
        DevelopmentCertificate.FindOrMake(_folder, now.AddDays(790)).Certificate.Thumbprint.ShouldBe(first.Thumbprint);
        var second = DevelopmentCertificate.FindOrMake(_folder, now.AddDays(795)).Certificate;
        second.Thumbprint.ShouldNotBe(first.Thumbprint);
        X509CertificateLoader.LoadCertificateFromFile(DevelopmentCertificate.PathIn(_folder)).Thumbprint.ShouldBe(second.Thumbprint);
    }

    [Fact]
    public void Its_key_is_its_owners_and_what_clients_get_holds_no_key()
    {
        DevelopmentCertificate.FindOrMake(_folder, TimeProvider.System.GetUtcNow());
        foreach (var path in Directory.GetFiles(_folder))
        {
            new FileInfo(path).UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.ReadAllText(DevelopmentCertificate.PathIn(_folder)).ShouldNotContain("PRIVATE KEY");
    }

    [Fact]
    public void A_development_certificate_that_is_damaged_is_named()
    {
        DevelopmentCertificate.FindOrMake(_folder, TimeProvider.System.GetUtcNow());
        File.WriteAllText(Path.Combine(_folder, "development-key.pem"), "");
        Should.Throw<ParleyStartupException>(() => DevelopmentCertificate.FindOrMake(_folder, TimeProvider.System.GetUtcNow()))
            .Message.ShouldStartWith($"The development certificate {_folder}/development-key.pem cannot be used:");
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_keeps_the_server_from_starting() =>
        (await Should.ThrowAsync<ParleyStartupException>(() => StartAsync(new() { Certificate = "/nowhere/own.pem" }))).Message.ShouldStartWith("The certificate /nowhere/own.pem");

    [Fact]
    public async Task A_key_without_a_certificate_keeps_the_server_from_starting() =>
        (await Should.ThrowAsync<ParleyStartupException>(() => StartAsync(new() { CertificateKey = "key.pem" }))).Message.ShouldContain("no 'certificate' that it is for");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<ParleyServer> StartAsync(HttpsOptions? https = null) => ParleyServer.StartAsync(
        new()
        {
            Port = 0,
            Https = https ?? new() { DevelopmentFolder = _folder },
            Keys = [Scene.Key],
            Pipelines = [new ScriptedPipeline().Named("parley")],
            Logging = _ => { },
        },
        CancellationToken.None);

    private static HttpMessageInvoker Trusting(string path)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(path);
        return new(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } });
    }
}
