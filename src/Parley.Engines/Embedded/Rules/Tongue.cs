namespace Parley.Embedded.Rules;

/// <summary>The language that a conversation is held in.</summary>
internal enum Tongue
{
    English,
    Russian,
}
