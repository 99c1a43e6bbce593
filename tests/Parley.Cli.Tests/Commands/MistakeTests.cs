namespace Parley.Tests.Commands;

public sealed class MistakeTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_mistyped_command_is_guessed() => _shell.FailsAsync("There is no command 'demoo'. Did you mean 'demo'?", "demoo");

    [Fact]
    public Task An_unknown_command_points_to_the_help() => _shell.FailsAsync("There is no command 'fly'. Try: parley --help", "fly");

    [Fact]
    public Task Help_on_an_unknown_command() => _shell.FailsAsync("There is no command 'fly'. Try: parley --help", "help", "fly");

    [Theory]
    [InlineData("The name of the file of sound is empty.", "ask", "", "--out", "a.wav")]
    [InlineData("The name of the file of tools is empty.", "ask", "q.wav", "--tools", "", "--out", "a.wav")]
    [InlineData("The name of the folder to write to is empty.", "demo", "--out-dir", "")]
    public Task A_name_that_is_empty(string because, params string[] arguments) => _shell.FailsAsync(because, arguments);

    [Fact]
    public Task Words_without_quotation_marks() =>
        _shell.FailsAsync("There is no argument 'morning': words that belong together stand in quotation marks. Try: parley say --help", "say", "Good", "morning");

    [Fact]
    public Task A_mistyped_option_is_guessed_and_not_taken_for_a_file() => _shell.FailsAsync("There is no option '--dialekt'. Did you mean '--dialect'?", "ask", "--dialekt", "ga");

    [Fact]
    public Task An_option_without_its_value_is_named() => _shell.FailsAsync("--out", "ask", "question.wav", "--out");

    [Theory]
    [InlineData("--speed is a number, not 'fast'.", "say", "hi", "--speed", "fast")]
    [InlineData("--port is a whole number, not '80.5'.", "serve", "--port", "80.5")]
    [InlineData("--turns is a whole number, not 'x'.", "demo", "--turns", "x")]
    public Task A_value_of_the_wrong_kind(string because, params string[] arguments) => _shell.FailsAsync(because, arguments);

    [Theory]
    [InlineData(""), InlineData("  ")]
    public Task A_question_of_no_words(string text) => _shell.FailsAsync("--text is empty", "ask", "--text", text, "--out", _folder["a.wav"]);

    [Fact]
    public Task A_question_that_is_not_there() => _shell.FailsAsync("There is no file ", "ask", _folder["nothing.wav"], "--out", _folder["a.wav"]);

    [Fact]
    public Task A_question_that_is_no_sound() => _shell.FailsAsync("is no audio file", "ask", _folder.Text("letter.mp3", "Dear Sir"), "--out", _folder["a.wav"]);

    [Fact]
    public Task A_question_that_only_begins_like_a_wav_file() => _shell.FailsAsync(
        "question.wav", "ask", _folder.Text("question.wav", "RIFF\0\0\0\0WAVEfmt "), "--out", _folder["a.wav"]);

    [Fact]
    public Task A_question_too_short_to_be_one() => _shell.FailsAsync("holds 50 ms of sound", "ask", _folder.Wav("question.wav", ms: 50), "--out", _folder["a.wav"]);

    [Fact]
    public Task A_question_that_needs_ffmpeg_where_there_is_none() =>
        new Shell { Variables = [] }.FailsAsync("apt-get install ffmpeg", "ask", _folder.Text("question.mp3", "ID3"), "--out", _folder["a.wav"]);

    [Fact]
    public Task An_answer_that_cannot_be_written_is_told_before_the_question_is_read() =>
        _shell.FailsAsync("there is no folder", "ask", _folder["nothing.wav"], "--out", _folder[Path.Combine("nowhere", "a.wav")]);

    [Theory]
    [InlineData("", "The name of the file to write is empty.")]
    [InlineData("answer.mp3", "Sound is written as WAV, which 'answer.mp3' does not say: give it a name that ends in .wav.")]
    [InlineData("-", "name a file instead of '-'")]
    [InlineData("/dev/full", "/dev/full cannot be written: no space is left there.")]
    [InlineData("/proc/x.wav", "/proc/x.wav cannot be written: ")]
    [InlineData("/tmp", "is a folder")]
    public async Task A_file_that_cannot_be_written(string path, string because)
    {
        await _shell.FailsAsync(because, "say", "hi", "-o", path);

        _shell.Error.ShouldNotContain("Exception");
        _shell.Output.ShouldBeEmpty();
    }

    [Fact]
    public Task Tools_that_are_a_folder() => _shell.FailsAsync("/tmp is a folder; a file of tools was expected.", "ask", "--text", "hi", "--tools", "/tmp", "--out", _folder["a.wav"]);

    [Fact]
    public Task A_configuration_that_is_a_folder() => _shell.FailsAsync("--config /tmp is a folder", "serve", "--config", "/tmp");

    [Fact]
    public Task A_question_that_is_an_empty_file() => _shell.FailsAsync("question.mp3 is empty", "ask", _folder.Text("question.mp3", ""), "--out", _folder["a.wav"]);

    [Fact]
    public async Task A_question_that_is_a_letter_is_told_without_the_words_of_ffmpeg()
    {
        var letter = _folder.Text("letter.txt", "Dear Sir");

        await _shell.FailsAsync($"parley: {letter} is no audio file: ffmpeg finds no sound in it.", "ask", letter, "--out", _folder["a.wav"]);
    }

    [Fact]
    public async Task A_question_longer_than_a_server_takes()
    {
        await File.WriteAllBytesAsync(_folder["question.wav"], Audio.Wav.Encode(new short[612 * 8000], 8000));

        await _shell.FailsAsync("lasts 10.2 minutes; a question may last 10 minutes at most.", "ask", _folder["question.wav"], "--out", _folder["a.wav"]);
    }

    [Theory]
    [InlineData("--port is a whole number from 0 to 65535, not 99999.", "--port", "99999")]
    [InlineData("--host 0.0.0.0 is open to others, so the server needs an API key: give --key KEY", "--host", "0.0.0.0")]
    [InlineData("--host is an IP address, localhost, or * for all, not 'nowhere'.", "--host", "nowhere")]
    [InlineData("--key is empty or has a space in it", "--key", "")]
    public Task An_option_of_serve_that_is_wrong_is_named(string because, string option, string value) => _shell.FailsAsync(because, "serve", option, value);

    [Fact]
    public async Task A_key_that_is_wrong_is_not_shown()
    {
        await _shell.FailsAsync("--key is empty or has a space in it", "serve", "--key", "top secret");

        _shell.Error.ShouldNotContain("top secret");
    }

    [Fact]
    public Task An_answer_that_is_a_folder() => _shell.FailsAsync("is a folder", "ask", _folder.Wav("question.wav"), "--out", Path.GetTempPath());

    [Fact]
    public Task An_answer_over_its_question()
    {
        var question = _folder.Wav("question.wav");
        return _shell.FailsAsync("would overwrite the question", "ask", question, "--out", question);
    }

    [Fact]
    public Task An_address_that_is_none() => _shell.FailsAsync("'somewhere' is no URL", "ask", "--text", "hi", "--url", "somewhere");

    [Fact]
    public Task A_server_that_is_not_there() => _shell.FailsAsync("connection refused", "ask", "--text", "hi", "--out", _folder["a.wav"], "--url", "http://127.0.0.1:1");

    [Fact]
    public Task A_missing_key_is_named_before_anything_is_dialled() =>
        _shell.FailsAsync("set OPENAI_API_KEY, or give --key", "ask", _folder["nothing.wav"], "--url", "wss://api.openai.com/v1/realtime");

    [Fact]
    public Task Tools_that_are_no_JSON() => _shell.FailsAsync("tools.json is no JSON", "ask", "--text", "hi", "--tools", _folder.Text("tools.json", "[{"));

    [Fact]
    public Task A_dialect_that_nobody_speaks() => _shell.FailsAsync("--dialect is ga, beta or yandex, not 'delta'", "ask", "--text", "hi", "--dialect", "delta");

    [Fact]
    public Task A_voice_that_nobody_has() => _shell.FailsAsync("There is no voice 'nobody'", "say", "hi", "--voice", "nobody", "--out", _folder["a.wav"]);

    [Fact]
    public Task A_speed_that_nobody_understands() => _shell.FailsAsync("--speed is a factor from 0.5 to 2", "say", "hi", "--speed", "9", "--out", _folder["a.wav"]);

    [Fact]
    public async Task A_port_in_use()
    {
        await using var other = await PlayedServer.StartAsync(_ => Task.CompletedTask);

        await _shell.FailsAsync("in use", "serve", "--port", $"{new Uri(other.Url).Port}");
    }

    [Fact]
    public Task A_configuration_that_is_not_there() => _shell.FailsAsync("none.json", "serve", "--config", _folder["none.json"]);

    [Fact]
    public async Task Where_a_failure_comes_from_is_shown_on_request()
    {
        (await _shell.RunAsync("ask", _folder["nothing.wav"], "--out", _folder["a.wav"], "--verbose")).ShouldBe(1);

        _shell.Error.ShouldContain("FileNotFoundException");
    }
}
