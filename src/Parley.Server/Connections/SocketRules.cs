using System.Buffers;
using Parley.Hosting;

namespace Parley.Connections;

/// <summary>What holds for every client's socket.</summary>
/// <param name="Pool">Where the bytes of messages are.</param>
internal sealed record SocketRules(LimitOptions Limits, ArrayPool<byte> Pool, TimeProvider Time, Measures Measures);
