namespace Parley.Embedded.PocketSphinx;

public sealed class ModelCacheTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("parley-test-");
    private readonly List<string> _built = [];

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_vocabulary_is_built_once_and_the_least_recently_used_is_dropped()
    {
        using var cache = new ModelCache(Build, capacity: 2);
        foreach (var word in (string[])["red", "red", "blue", "red", "green", "red", "blue"])
            using (var model = await LeaseAsync(cache, word))
                File.Exists(model.Files.LanguageModel).ShouldBeTrue();
        _built.ShouldBe(["red", "blue", "green", "blue"]);
        _directory.GetFiles().Length.ShouldBe(4);
    }

    [Fact]
    public async Task Files_in_use_stay_in_place()
    {
        using var cache = new ModelCache(Build, capacity: 1);
        using var red = await LeaseAsync(cache, "red");
        (await LeaseAsync(cache, "blue")).Dispose();
        (await LeaseAsync(cache, "green")).Dispose();
        File.Exists(red.Files.LanguageModel).ShouldBeTrue();
        File.Exists(red.Files.Dictionary).ShouldBeTrue();
    }

    [Fact]
    public async Task A_failed_build_is_tried_again()
    {
        var fails = true;
        using var cache = new ModelCache(vocabulary => fails ? throw new IOException("disk full") : Build(vocabulary), capacity: 2);
        await Should.ThrowAsync<IOException>(LeaseAsync(cache, "red"));
        fails = false;
        (await LeaseAsync(cache, "red")).Dispose();
    }

    [Fact]
    public async Task Builds_come_one_by_one_each_once_and_those_that_nobody_waits_for_any_more_not_at_all()
    {
        using var gate = new ManualResetEventSlim();
        var building = 0;
        using var cache = new ModelCache(vocabulary =>
        {
            Interlocked.Increment(ref building).ShouldBe(1);
            gate.Wait();
            Interlocked.Decrement(ref building);
            return Build(vocabulary);
        }, capacity: 8);
        using var superseded = new CancellationTokenSource();
        var (first, same) = (LeaseAsync(cache, "red"), LeaseAsync(cache, "red"));
        Task<ModelLease>[] storm = [.. Enumerable.Range(0, 20).Select(i => LeaseAsync(cache, $"storm {i}", superseded.Token))];
        var (last, kept) = (LeaseAsync(cache, "blue"), LeaseAsync(cache, "storm 7"));
        await superseded.CancelAsync();
        foreach (var call in storm)
            await Should.ThrowAsync<OperationCanceledException>(call);
        gate.Set();
        foreach (var call in new[] { first, same, last, kept })
            (await call).Dispose();
        _built.ShouldBe(["red", "storm 7", "blue"]);
    }

    private static Task<ModelLease> LeaseAsync(ModelCache cache, string word, CancellationToken cancellation = default) =>
        cache.LeaseAsync(new Vocabulary([word]), cancellation);

    private ModelFiles Build(Vocabulary vocabulary)
    {
        _built.Add(vocabulary.Phrases[0]);
        string Create(string end)
        {
            var path = Path.Combine(_directory.FullName, _built.Count + end);
            File.WriteAllText(path, "");
            return path;
        }

        return new ModelFiles(Create(".lm.bin"), Create(".dict"));
    }
}
