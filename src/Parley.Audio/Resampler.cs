namespace Parley.Audio;

/// <summary>Takes a stream of mono 16-bit samples from one rate to another.</summary>
/// <remarks>
/// The output is in step with the input: sample n sounds at n / <see cref="ToRate"/> seconds of the stream. It is held
/// back by <see cref="Delay"/> (the filter must see what comes after), and <see cref="Flush"/> hands out the rest. How
/// the input is cut into calls changes nothing, and the arithmetic is in whole numbers: the same bits everywhere.
/// </remarks>
/// <param name="fromRate">Rate of the input in Hz, 8 to 192 kHz.</param>
/// <param name="toRate">Rate of the output in Hz, 8 to 192 kHz.</param>
/// <exception cref="ArgumentOutOfRangeException">The rates have no small common ratio.</exception>
public sealed class Resampler(int fromRate, int toRate)
{
    private const int BlockSamples = 1024;

    private readonly PolyphaseFilter? _filter = fromRate == toRate ? null : PolyphaseFilter.For(fromRate, toRate);
    private short[] _held = [];
    private int _heldSamples = -1;
    private int _phase;

    public int FromRate => fromRate;

    public int ToRate => toRate;

    /// <summary>How long a sample waits for those after it; at most 5 ms, zero for equal rates.</summary>
    public TimeSpan Delay => TimeSpan.FromSeconds((double)LookAhead / fromRate);

    /// <summary>How many samples <see cref="Flush"/> gives at most.</summary>
    public int MaxFlush => MaxOutput(LookAhead);

    private int LookAhead => _filter is null ? 0 : _filter.Taps / 2;

    /// <summary>Whether streams can be taken from one rate to the other.</summary>
    public static bool Supports(int fromRate, int toRate) => fromRate == toRate || PolyphaseFilter.Supports(fromRate, toRate);

    /// <summary>How many samples <see cref="Write"/> gives at most for so many of input.</summary>
    public int MaxOutput(int inputSamples) => _filter is null
        ? inputSamples
        : checked((int)((((long)inputSamples * _filter.Phases) + _filter.Stride - 1) / _filter.Stride));

    /// <summary>Takes the next samples of the stream.</summary>
    /// <param name="input">Any number of samples.</param>
    /// <param name="output">Room for <see cref="MaxOutput"/> of them.</param>
    /// <returns>Samples written.</returns>
    /// <exception cref="ArgumentException">The output is too small; nothing was taken.</exception>
    public int Write(ReadOnlySpan<short> input, Span<short> output)
    {
        if (output.Length < MaxOutput(input.Length))
            throw new ArgumentException($"{input.Length} samples need room for {MaxOutput(input.Length)}, not {output.Length}.", nameof(output));
        if (_filter is null)
        {
            input.CopyTo(output);
            return input.Length;
        }

        var written = 0;
        for (; !input.IsEmpty; input = input[Math.Min(BlockSamples, input.Length)..])
            written += Convert(_filter, input[..Math.Min(BlockSamples, input.Length)], output[written..]);
        return written;
    }

    /// <summary>Hands out what was held back and is then as new: all output together is as long as the input was.</summary>
    /// <param name="output">Room for <see cref="MaxFlush"/> samples.</param>
    /// <returns>Samples written.</returns>
    public int Flush(Span<short> output)
    {
        Span<short> silence = stackalloc short[LookAhead];
        silence.Clear();
        var written = Write(silence, output);
        Reset();
        return written;
    }

    /// <summary>Forgets the stream.</summary>
    public void Reset()
    {
        _heldSamples = -1;
        _phase = 0;
    }

    private int Convert(PolyphaseFilter filter, ReadOnlySpan<short> block, Span<short> output)
    {
        Span<short> window = stackalloc short[filter.Taps + BlockSamples];
        var held = Held(filter);
        held.CopyTo(window);
        block.CopyTo(window[held.Length..]);
        window = window[..(held.Length + block.Length)];

        int position = 0, written = 0;
        while (position + filter.Taps <= window.Length)
        {
            var sum = DotProduct.Of(window.Slice(position, filter.Taps), filter.Phase(_phase));
            output[written++] = Round(sum);
            _phase += filter.Stride;
            position += Math.DivRem(_phase, filter.Phases, out _phase);
        }

        // The stride is far shorter than the filter, so what the next output needs is never beyond the window.
        window[position..].CopyTo(_held);
        _heldSamples = window.Length - position;
        return written;
    }

    /// <summary>What was kept of the input so far; before any, the silence on the left of the first sample.</summary>
    private ReadOnlySpan<short> Held(PolyphaseFilter filter)
    {
        if (_held.Length == 0) _held = new short[filter.Taps];
        if (_heldSamples < 0)
        {
            _heldSamples = (filter.Taps / 2) - 1;
            _held.AsSpan(0, _heldSamples).Clear();
        }

        return _held.AsSpan(0, _heldSamples);
    }

    private static short Round(int sum) => (short)Math.Clamp(
        (sum + (1 << (PolyphaseFilter.ScaleBits - 1))) >> PolyphaseFilter.ScaleBits, short.MinValue, short.MaxValue);
}
