namespace Parley.Embedded.PocketSphinx;

public sealed class ModelCacheTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("parley-test-");
    private readonly List<string> _built = [];

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_vocabulary_is_built_once_and_the_least_recently_used_is_dropped()
    {
        var cache = new ModelCache(Build, capacity: 2);
        foreach (var word in (ReadOnlySpan<string>)["red", "red", "blue", "red", "green", "red", "blue"])
            cache.Use(new Vocabulary([word]), files => File.Exists(files.LanguageModel)).ShouldBeTrue();
        _built.ShouldBe(["red", "blue", "green", "blue"]);
        _directory.GetFiles().Length.ShouldBe(4);
    }

    [Fact]
    public void Files_in_use_stay_in_place()
    {
        var cache = new ModelCache(Build, capacity: 1);
        cache.Use(new Vocabulary(["red"]), files =>
        {
            cache.Use(new Vocabulary(["blue"]), _ => true);
            cache.Use(new Vocabulary(["green"]), _ => true);
            return File.Exists(files.LanguageModel) && File.Exists(files.Dictionary);
        }).ShouldBeTrue();
    }

    [Fact]
    public void A_failed_build_is_tried_again()
    {
        var fails = true;
        var cache = new ModelCache(vocabulary => fails ? throw new IOException("disk full") : Build(vocabulary), capacity: 2);
        Should.Throw<IOException>(() => cache.Use(new Vocabulary(["red"]), _ => true));
        fails = false;
        cache.Use(new Vocabulary(["red"]), _ => true).ShouldBeTrue();
    }

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
