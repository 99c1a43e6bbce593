using System.Collections.Concurrent;

namespace Parley.Hosting;

public class DevelopmentCertificateTests
{
    [Fact]
    public void Servers_that_start_at_the_same_moment_share_one()
    {
        var folder = Directory.CreateTempSubdirectory("parley-certificate-");
        try
        {
            using var start = new Barrier(8);
            var made = new ConcurrentBag<string>();
            var failures = new ConcurrentBag<Exception>();
            var servers = Enumerable.Range(0, start.ParticipantCount).Select(_ => new Thread(Serve)).ToList();
            servers.ForEach(server => server.Start());
            servers.ForEach(server => server.Join());
            failures.ShouldBeEmpty();
            made.Distinct().ShouldHaveSingleItem();
            Directory.GetFiles(folder.FullName).Length.ShouldBe(2, "the key and the certificate");

            void Serve()
            {
                start.SignalAndWait();
                try
                {
                    made.Add(DevelopmentCertificate.FindOrMake(folder.FullName, DateTimeOffset.UnixEpoch).Certificate.Thumbprint);
                }
                catch (Exception failure)
                {
                    failures.Add(failure);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
