using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Parley.Commands;

namespace Parley.Tests.Commands;

public sealed class ServeCommandTests
{
    [Fact]
    public async Task The_address_is_the_one_line_on_standard_output_and_Ctrl_C_ends_it()
    {
        using var interrupt = new CancellationTokenSource();
        var shell = new Shell { Console = new WatchedWriter("Listening on ", interrupt.Cancel) };

        (await shell.RunAsync(interrupt.Token, "serve", "--port", "0")).ShouldBe(CommandTree.Interrupted);

        shell.Lines.ShouldHaveSingleItem().ShouldMatch(@"^Listening on http://127\.0\.0\.1:\d+$");
    }

    [Fact]
    public async Task With_a_certificate_the_address_is_one_of_TLS()
    {
        using var folder = new ScratchFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=parley.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        File.WriteAllText(folder["own.pem"], certificate.ExportCertificatePem());
        File.WriteAllText(folder["key.pem"], key.ExportPkcs8PrivateKeyPem());
        using var interrupt = new CancellationTokenSource();
        var shell = new Shell { Console = new WatchedWriter("Listening on ", interrupt.Cancel) };

        await shell.RunAsync(interrupt.Token, "serve", "--port", "0", "--certificate", folder["own.pem"], "--certificate-key", folder["key.pem"]);

        shell.Lines.ShouldHaveSingleItem().ShouldMatch(@"^Listening on https://127\.0\.0\.1:\d+$");
    }

    [Fact]
    public async Task A_server_to_be_measured_has_the_null_model_besides_the_others_and_says_what_it_costs()
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", "sk-bench") } };
        var (models, bench) = ("", "");

        await ServeAsync(async address => (models, bench) = (await http.GetStringAsync($"{address}/v1/models"), await http.GetStringAsync($"{address}/bench")), "--bench", "--key", "sk-bench");

        models.ShouldContain("\"id\":\"null\"");
        models.ShouldContain("\"id\":\"parley\"");
        models.ShouldContain("\"id\":\"gpt-realtime\"");
        bench.ShouldContain("\"allocated_bytes\":");
    }

    [Fact]
    public async Task Any_other_server_has_neither()
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", "sk-bench") } };
        var (models, bench) = ("", HttpStatusCode.OK);

        await ServeAsync(async address => (models, bench) = (await http.GetStringAsync($"{address}/v1/models"), (await http.GetAsync($"{address}/bench")).StatusCode), "--key", "sk-bench");

        models.ShouldNotContain("\"id\":\"null\"");
        bench.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("--certificate-key and --certificate-password-file go with --certificate FILE, which is missing.", "--certificate-key", "key.pem")]
    [InlineData("The certificate /nowhere/own.pem cannot be read: Could not find", "--certificate", "/nowhere/own.pem")]
    public async Task A_certificate_that_cannot_be_had_is_told_in_one_line(string message, params string[] options) =>
        await new Shell().FailsAsync(message, ["serve", "--port", "0", .. options]);

    private static async Task ServeAsync(Func<string, Task> call, params string[] options)
    {
        using var interrupt = new CancellationTokenSource();
        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var shell = new Shell { Console = new WatchedWriter("Listening on ", listens.SetResult) };
        var serving = shell.RunAsync(interrupt.Token, ["serve", "--port", "0", .. options]);
        await Task.WhenAny(listens.Task, serving);
        try
        {
            await call(shell.Lines.Single()["Listening on ".Length..]);
        }
        finally
        {
            await interrupt.CancelAsync();
            await serving;
        }
    }
}
