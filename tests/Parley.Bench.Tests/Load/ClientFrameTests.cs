using System.Net.WebSockets;
using System.Text;

namespace Parley.Load;

/// <summary>What the framework's own server end of a WebSocket makes of our frames.</summary>
public class ClientFrameTests
{
    [Theory]
    [InlineData(0), InlineData(1), InlineData(125), InlineData(126), InlineData(127), InlineData(65_535), InlineData(65_536), InlineData(200_001)]
    public async Task A_text_arrives_as_it_was(int length)
    {
        var text = new string('t', length);

        var (result, received) = await ReceiveAsync(ClientFrame.Of(ClientFrame.Text, Encoding.UTF8.GetBytes(text)));

        result.MessageType.ShouldBe(WebSocketMessageType.Text);
        received.ShouldBe(text);
    }

    [Fact]
    public async Task A_close_says_its_code()
    {
        var (result, _) = await ReceiveAsync(ClientFrame.Closing(1000));

        result.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    private static async Task<(WebSocketReceiveResult Result, string Text)> ReceiveAsync(byte[] frame)
    {
        using var stream = new OneWay(frame);
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer, CancellationToken.None);
            text.Append(Encoding.UTF8.GetString(buffer, 0, result.Count));
        }
        while (!result.EndOfMessage);
        return (result, text.ToString());
    }

    /// <summary>Gives bytes, and takes what is answered.</summary>
    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override bool CanWrite => true;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
        }
    }
}
