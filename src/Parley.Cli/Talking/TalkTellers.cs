using System.Threading.Channels;
using Parley.Running;
using Parley.Sounds;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>Who tells a talk what happens: the microphone, the session, the person's keyboard, and time.</summary>
internal sealed class TalkTellers(RealtimeSession session, TalkDevices devices, Surroundings around, ChannelWriter<TalkInput> inbox)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    /// <summary>Until it is over; a keyboard that waits is left waiting.</summary>
    public Task RunAsync(CancellationToken over) => Task.WhenAll(ListenAsync(over), HearAsync(over), ReadAsync(over), TickAsync(over));

    private async Task ListenAsync(CancellationToken over)
    {
        try
        {
            await session.TalkAsync(devices.Ear, devices.Mouth, over);
        }
        catch (Exception failure) when (!over.IsCancellationRequested)
        {
            await inbox.WriteAsync(new SessionGone(failure), over);
        }
    }

    private async Task HearAsync(CancellationToken over)
    {
        try
        {
            await foreach (var happened in session.WithCancellation(over))
            {
                await inbox.WriteAsync(new SessionHappened(happened), over);
            }

            await inbox.WriteAsync(new SessionGone(null), over);
        }
        catch (Exception failure) when (!over.IsCancellationRequested)
        {
            await inbox.WriteAsync(new SessionGone(failure), over);
        }
    }

    private async Task ReadAsync(CancellationToken over)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // some readers wait where they should come back
        if (around.Keys is { } keys)
        {
            var reading = new KeyReading();
            await foreach (var key in keys.ReadAllAsync(over))
            {
                if (reading.Next(key) is { } typed)
                {
                    await inbox.WriteAsync(new PersonTyped(typed), over);
                }
            }
        }
        else
        {
            while (await around.Input.ReadLineAsync(over).AsTask().WaitAsync(over) is { } line)
            {
                if (!string.IsNullOrWhiteSpace(line))
                {
                    await inbox.WriteAsync(new PersonTyped(new TypedLine(line.Trim())), over);
                }
            }
        }

        await inbox.WriteAsync(new PersonTyped(new TypingEnded()), over);
    }

    private async Task TickAsync(CancellationToken over)
    {
        using var timer = new PeriodicTimer(Tick, around.Time);
        while (await timer.WaitForNextTickAsync(over))
        {
            inbox.TryWrite(new Ticked());
        }
    }
}
