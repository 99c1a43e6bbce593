using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Parley.Dialects;
using Parley.Testing;

namespace Parley.Hosting;

public class ClientSecretsTests
{
    private readonly EphemeralDataProtectionProvider _host = new();
    private readonly ClientSecrets _secrets;

    public ClientSecretsTests() => _secrets = new(new(), new ManualTimeProvider(), _host);

    [Fact]
    public void A_secret_says_what_it_was_made_with_and_its_dialect_in_a_word()
    {
        var key = ApiKey.Of("sk-1", 1);
        var (value, _) = _secrets.Issue(key, TimeSpan.FromMinutes(1), new(DialectName.Beta, "{}"));
        var read = _secrets.Read(value)!;
        (read.KeyId, read.Session).ShouldBe((key.Id, new StoredSession(DialectName.Beta, "{}")));
        Opened(value).ShouldContain("""
            "Dialect":"beta"
            """);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"KeyId":"k"}""")]
    [InlineData("""{"KeyId":null,"ExpiresAt":4102444800,"Session":null}""")]
    [InlineData("""{"KeyId":"k","ExpiresAt":4102444800,"Session":null,"Models":["parley"]}""")]
    [InlineData("""{"KeyId":"k","ExpiresAt":4102444800,"Session":{"Dialect":1,"Update":"{}"}}""")]
    [InlineData("""{"KeyId":"k","ExpiresAt":4102444800,"Session":{"Dialect":"later","Update":"{}"}}""")]
    public void What_another_version_has_sealed_is_no_secret(string json)
    {
        _secrets.Read(Sealed(Packed("""{"KeyId":"k","ExpiresAt":4102444800,"Session":null}"""))).ShouldNotBeNull();
        _secrets.Read(Sealed(Packed(json))).ShouldBeNull();
        _secrets.Read(Sealed(Encoding.UTF8.GetBytes($"unpacked: {json}"))).ShouldBeNull();
    }

    private string Sealed(byte[] packed) => ClientSecrets.Prefix + Base64Url.EncodeToString(Seal().Protect(packed));

    private string Opened(string value)
    {
        var packed = Seal().Unprotect(Base64Url.DecodeFromChars(value.AsSpan(ClientSecrets.Prefix.Length)));
        using var json = new StreamReader(new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress));
        return json.ReadToEnd();
    }

    private IDataProtector Seal() => _host.CreateProtector("Parley.ClientSecrets.v1");

    private static byte[] Packed(string json)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            brotli.Write(Encoding.UTF8.GetBytes(json));
        }

        return packed.ToArray();
    }
}
