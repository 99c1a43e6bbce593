namespace Parley.Audio;

public class ResamplerTests
{
    private static readonly int[] From = [8000, 16000, 22050, 24000, 44100, 48000];
    private static readonly int[] To = [8000, 16000, 24000, 44100, 48000];

    public static IEnumerable<object[]> Pairs => From.SelectMany(_ => To, (from, to) => new object[] { from, to });

    public static IEnumerable<object[]> Changes => Pairs.Where(pair => !pair[0].Equals(pair[1]));

    public static IEnumerable<object[]> Reductions => Pairs.Where(pair => (int)pair[0] > (int)pair[1]);

    [Theory]
    [MemberData(nameof(Changes))]
    public void Tones_below_85_percent_of_the_lower_nyquist_survive_alone(int from, int to)
    {
        foreach (var share in new[] { .02, .3, .6, .85 })
        {
            var hz = Math.Floor(share * Math.Min(from, to) / 2 / 50) * 50;
            var output = All(from, to, Tones.Sine(from, hz, from));
            var inside = output.AsSpan(to / 10, to / 2);

            Tones.Level(inside).ShouldBe(0, .5, $"{hz} Hz");
            Tones.Level(Tones.Without(inside, to, hz)).ShouldBeLessThan(-50, $"what was added to {hz} Hz");
        }
    }

    [Theory]
    [MemberData(nameof(Reductions))]
    public void Tones_above_the_new_nyquist_are_gone(int from, int to)
    {
        // Going up, nothing can be above; images there would show as what was added, in the test before.
        foreach (var hz in new[] { (to / 2) + 20, (to + from) / 4, (from / 2) - 100 })
        {
            var output = All(from, to, Tones.Sine(from, hz, from));
            Tones.Level(output.AsSpan(to / 10, to / 2)).ShouldBeLessThan(-45, $"{hz} Hz");
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Any_split_gives_the_same_samples(int from, int to)
    {
        var input = Tones.Noise(5000, seed: 1);
        var whole = All(from, to, input);
        foreach (var size in new[] { 1, 7, 160, 1023, 1025 }) All(from, to, input, size).ShouldBe(whole, $"pieces of {size}");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Output_is_as_long_as_input(int from, int to)
    {
        foreach (var samples in new[] { 1, 100, 4410, 12345 })
            All(from, to, Tones.Noise(samples, seed: 2)).Length.ShouldBe((int)Math.Ceiling((double)samples * to / from));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_click_comes_out_in_its_place_within_5_ms(int from, int to)
    {
        var resampler = new Resampler(from, to);
        var output = new List<short>();
        var room = new short[resampler.MaxOutput(1)];
        var click = from / 10;
        var heardAfter = -1;
        for (var n = 0; heardAfter < 0; n++)
        {
            var written = resampler.Write([n == click ? (short)30000 : (short)0], room);
            output.AddRange(room.AsSpan(0, written));
            if (output.Count > (int)Math.Round((double)click * to / from)) heardAfter = n - click;
        }

        (heardAfter * 1000d / from).ShouldBeLessThanOrEqualTo(5);
        (heardAfter * 1000d / from).ShouldBe(resampler.Delay.TotalMilliseconds, 1000.1 / Math.Min(from, to));
        output.IndexOf(output.Max()).ShouldBe((int)Math.Round((double)click * to / from));
    }

    [Fact]
    public void Full_scale_is_held_and_does_not_wrap()
    {
        short[] square = [.. Enumerable.Range(0, 4800).Select(n => n / 60 % 2 == 0 ? short.MaxValue : short.MinValue)];
        var output = All(24000, 16000, square);
        for (var n = 200; n < 2800; n++)
        {
            // Away from the edges of the square (40 samples each) the sign must be the square's.
            if (n % 40 is > 10 and < 30) (output[n] > 0).ShouldBe(n / 40 % 2 == 0, $"sample {n}");
        }
    }

    [Fact]
    public void A_constant_stays_what_it_is() =>
        All(22050, 16000, [.. Enumerable.Repeat((short)12345, 2000)])[100..1300].ShouldAllBe(sample => sample == 12345);

    [Fact]
    public void Rounding_leans_to_neither_side() =>
        All(24000, 16000, Tones.Sine(24000, 1000, 24000, 50)).Average(sample => (double)sample).ShouldBe(0, .05);

    [Fact]
    public void A_flushed_stream_starts_afresh()
    {
        var resampler = new Resampler(24000, 16000);
        var input = Tones.Noise(1000, seed: 3);
        Run(resampler, input, 1000).ShouldBe(Run(resampler, input, 1000));
    }

    [Fact]
    public void Nothing_is_allocated_while_it_runs()
    {
        var resampler = new Resampler(24000, 16000);
        var input = Tones.Noise(480, seed: 4);
        var output = new short[resampler.MaxOutput(input.Length)];
        resampler.Write(input, output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 100; n++) resampler.Write(input, output);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_stream_keeps_little_memory_of_its_own(int from, int to)
    {
        Run(new Resampler(from, to), [1, 2, 3], 3); // makes what all streams share

        var before = GC.GetAllocatedBytesForCurrentThread();
        var resampler = new Resampler(from, to);
        resampler.Write([1], new short[6]);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2048);
    }

    [Fact]
    public void Too_little_room_is_refused_before_anything_is_taken()
    {
        var resampler = new Resampler(24000, 16000);
        Should.Throw<ArgumentException>(() => resampler.Write(new short[480], new short[319])).Message.ShouldContain("320");
        resampler.Write(Tones.Noise(480, seed: 5), new short[320]).ShouldBe(new Resampler(24000, 16000).Write(Tones.Noise(480, seed: 5), new short[320]));
    }

    [Theory]
    [InlineData(16000, 0)]
    [InlineData(16000, 44101)]
    public void Rates_without_a_small_ratio_are_refused(int from, int to)
    {
        Resampler.Supports(from, to).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => new Resampler(from, to)).Message.ShouldContain($"{from} Hz to {to} Hz");
    }

    private static short[] All(int from, int to, short[] input, int size = int.MaxValue) => Run(new Resampler(from, to), input, size);

    private static short[] Run(Resampler resampler, short[] input, int size)
    {
        var output = new List<short>();
        for (var at = 0; at < input.Length; at += Math.Min(size, input.Length))
        {
            var piece = input.AsSpan(at, Math.Min(Math.Min(size, input.Length), input.Length - at));
            var room = new short[resampler.MaxOutput(piece.Length)];
            output.AddRange(room.AsSpan(0, resampler.Write(piece, room)));
        }

        var tail = new short[resampler.MaxFlush];
        output.AddRange(tail.AsSpan(0, resampler.Flush(tail)));
        return [.. output];
    }
}
