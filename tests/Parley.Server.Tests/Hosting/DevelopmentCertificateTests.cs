namespace Parley.Hosting;

public class DevelopmentCertificateTests
{
    [Fact]
    public void Servers_that_start_at_the_same_moment_share_one()
    {
        var folder = Directory.CreateTempSubdirectory("parley-certificate-");
        try
        {
            var made = new string[16];
            Parallel.For(0, made.Length, i => made[i] = DevelopmentCertificate.FindOrMake(folder.FullName, DateTimeOffset.UnixEpoch).Certificate.Thumbprint);
            made.Distinct().ShouldHaveSingleItem();
            Directory.GetFiles(folder.FullName).Length.ShouldBe(2, "the key and the certificate");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
