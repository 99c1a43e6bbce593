namespace Parley.Embedded.PocketSphinx;

/// <summary>Who gets a decoder when; no decoder is opened for that.</summary>
public sealed class DecoderPoolTests : IDisposable
{
    private readonly DecoderPool _pool = new(2, _ => throw new InvalidOperationException("Nothing is decoded here."));
    private readonly ModelLease _model = new(Vocabulary.None, new ModelFiles("", ""), () => { });

    public void Dispose()
    {
        _pool.Dispose();
        _model.Dispose();
    }

    [Fact]
    public async Task Guesses_warm_ups_and_streams_do_without_when_all_decoders_are_taken()
    {
        using var one = await _pool.LeaseAsync(_model, CancellationToken.None);
        using var two = _pool.TryLease(_model).ShouldNotBeNull();
        _pool.TryLease(_model).ShouldBeNull();
        _pool.TryLeaseToWarm(_model).ShouldBeNull();
        _pool.TryLeaseForStream(_model).ShouldBeNull();
    }

    [Fact]
    public async Task A_decoder_that_comes_back_goes_to_who_waited_longest_and_to_no_guess_or_warm_up()
    {
        var one = await _pool.LeaseAsync(_model, CancellationToken.None);
        using var two = await _pool.LeaseAsync(_model, CancellationToken.None);
        var (first, second) = (_pool.LeaseAsync(_model, CancellationToken.None), _pool.LeaseAsync(_model, CancellationToken.None));
        one.Dispose();
        _pool.TryLease(_model).ShouldBeNull();
        _pool.TryLeaseToWarm(_model).ShouldBeNull();
        var served = await first;
        second.IsCompleted.ShouldBeFalse();
        served.Dispose();
        (await second).Dispose();
        _pool.TryLease(_model).ShouldNotBeNull().Dispose();
    }

    [Fact]
    public async Task Who_no_longer_waits_takes_no_decoder()
    {
        using var gone = new CancellationTokenSource();
        var one = await _pool.LeaseAsync(_model, CancellationToken.None);
        using var two = await _pool.LeaseAsync(_model, CancellationToken.None);
        var waits = _pool.LeaseAsync(_model, gone.Token);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waits);
        one.Dispose();
        _pool.TryLeaseToWarm(_model).ShouldNotBeNull().Dispose();
    }
}
