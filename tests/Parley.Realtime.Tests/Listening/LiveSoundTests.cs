using System.Buffers;

namespace Parley.Listening;

public sealed class LiveSoundTests : IDisposable
{
    private readonly CountingPool _pool = new();

    public void Dispose() => _pool.Dispose();

    [Fact]
    public async Task A_listener_reads_all_and_the_end()
    {
        var live = new LiveSound(_pool);
        live.Add(new byte[100_000]);
        live.Add(new byte[7]);
        await live.EndAsync();
        using var heard = new MemoryStream();
        await live.Listened.CopyToAsync(heard);
        heard.Length.ShouldBe(100_007);
    }

    [Fact]
    public async Task Sound_that_nobody_listens_to_any_more_is_not_held()
    {
        var live = new LiveSound(_pool);
        live.Add(new byte[100_000]);
        _pool.Held.ShouldBeGreaterThan(0);
        await live.LeaveAsync();
        live.Add(new byte[100_000]);
        _pool.Held.ShouldBe(0);
        await live.EndAsync();
    }

    private sealed class CountingPool : MemoryPool<byte>
    {
        public int Held { get; private set; }

        public override int MaxBufferSize => Shared.MaxBufferSize;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            Held++;
            return new Counted(this, Shared.Rent(minBufferSize));
        }

        protected override void Dispose(bool disposing)
        {
            // the shared pool stays
        }

        private sealed class Counted(CountingPool pool, IMemoryOwner<byte> memory) : IMemoryOwner<byte>
        {
            public Memory<byte> Memory => memory.Memory;

            public void Dispose()
            {
                pool.Held--;
                memory.Dispose();
            }
        }
    }
}
