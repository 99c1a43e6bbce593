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

    [Theory]
    [InlineData("--certificate-key and --certificate-password-file go with --certificate FILE, which is missing.", "--certificate-key", "key.pem")]
    [InlineData("The certificate /nowhere/own.pem cannot be read: Could not find", "--certificate", "/nowhere/own.pem")]
    public async Task A_certificate_that_cannot_be_had_is_told_in_one_line(string message, params string[] options) =>
        await new Shell().FailsAsync(message, ["serve", "--port", "0", .. options]);
}
