namespace Parley.StockClients;

/// <summary><c>OpenAIRealtimeWS</c> of <c>openai/realtime/ws</c>: the key as Bearer.</summary>
public sealed class OpenAINodeTests() : GaScenarios("node");

/// <summary><c>OpenAIRealtimeWebSocket</c> of <c>openai/realtime/websocket</c>: the key as a subprotocol, as browsers have to.</summary>
public sealed class OpenAIBrowserTests() : GaScenarios("browser");
