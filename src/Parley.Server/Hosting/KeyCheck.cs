namespace Parley.Hosting;

/// <summary>The rules of <c>keys</c>. What they say never shows a secret.</summary>
internal static class KeyCheck
{
    /// <exception cref="ParleyStartupException">A key breaks a rule.</exception>
    public static void Check(IList<KeyOptions> keys, string source)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            CheckSecret(keys[i].Key, $"keys[{i}]", source);
            CheckRest(keys[i], $"keys[{i}]", source);
            CheckTwins(keys, i, source);
        }
    }

    private static void CheckSecret(string key, string at, string source)
    {
        if (string.IsNullOrWhiteSpace(key) || key.Any(char.IsWhiteSpace))
        {
            throw new ParleyStartupException($"{source}: '{at}' is empty or has a space in it; expected a secret of visible characters.");
        }

        if (key == ApiKeys.Development)
        {
            throw new ParleyStartupException($"{source}: '{at}' is the development key, which everybody knows; expected a secret. Without keys it works by itself, from this machine only.");
        }

        if (key.StartsWith(ClientSecrets.Prefix, StringComparison.Ordinal))
        {
            throw new ParleyStartupException($"{source}: '{at}' begins with '{ClientSecrets.Prefix}', as client secrets do; expected another beginning.");
        }
    }

    private static void CheckRest(KeyOptions options, string at, string source)
    {
        if (options.Name is { } name && string.IsNullOrWhiteSpace(name))
        {
            throw new ParleyStartupException($"{source}: '{at}.name' is empty; expected a name for people, or none.");
        }

        if (options.Rights.Count == 0)
        {
            throw new ParleyStartupException($"{source}: '{at}.rights' is empty; expected 'realtime', 'admin' or both.");
        }

        if (options.Folder is { } folder && (folder.Length == 0 || folder.Any(each => each == '/' || char.IsWhiteSpace(each))))
        {
            throw new ParleyStartupException($"{source}: '{at}.folder' is '{folder}'; expected the FOLDER of 'gpt://FOLDER/…'.");
        }
    }

    private static void CheckTwins(IList<KeyOptions> keys, int i, string source)
    {
        for (var j = 0; j < i; j++)
        {
            if (keys[j].Key == keys[i].Key)
            {
                throw new ParleyStartupException($"{source}: 'keys[{i}]' is the same secret as 'keys[{j}]'; expected one of its own.");
            }

            if (keys[i].Name is { } name && keys[j].Name == name)
            {
                throw new ParleyStartupException($"{source}: 'keys[{i}].name' is '{name}', as that of 'keys[{j}]'; expected a name of its own.");
            }
        }
    }
}
