using System.Text.Json.Serialization;

namespace Parley.Talking;

[JsonSourceGenerationOptions]
[JsonSerializable(typeof(string))]
internal sealed partial class AnswerJson : JsonSerializerContext;
