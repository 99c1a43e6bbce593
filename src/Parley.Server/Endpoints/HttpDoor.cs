using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Parley.Connections;
using Parley.Hosting;
using Parley.Protocol;

namespace Parley.Endpoints;

/// <summary>What every HTTP call passes through: where the page is from, what is to be done, who calls, and how mistakes are told.</summary>
internal sealed class HttpDoor(Origins origins, Identification identification)
{
    /// <summary>Lets callers in that have an API key.</summary>
    /// <param name="method">The one that the path has.</param>
    /// <param name="right">What the key has to be good for; null for nothing in particular.</param>
    public RequestDelegate WithKey(string method, KeyRight? right, Func<HttpContext, ApiKey, Task> answer) => Open(method, async http =>
    {
        if (identification.Identify(http, Opening.Read(http)) is not { } visitor)
        {
            await ErrorBody.WriteAsync(http, Refusal.InvalidKey);
        }
        else if (visitor.Secret is not null)
        {
            await ErrorBody.WriteAsync(http, Refusal.OnlyOpensSessions);
        }
        else if (right is { } needed && !visitor.Key.May(needed))
        {
            await ErrorBody.WriteAsync(http, Refusal.MissingRight(visitor.Key, needed));
        }
        else
        {
            await answer(http, visitor.Key);
        }
    });

    /// <summary>Lets everybody in.</summary>
    public RequestDelegate Open(string method, RequestDelegate answer) => async http =>
    {
        if (await TurnsPageAwayAsync(http))
        {
            return;
        }

        if (HttpMethods.IsOptions(http.Request.Method))
        {
            AllowWhatIsAsked(http, method);
        }
        else if (!HttpMethods.Equals(http.Request.Method, method))
        {
            await RefuseMethodAsync(http, method);
        }
        else
        {
            await AnswerAsync(http, answer);
        }
    };

    /// <summary>Whether the call is from a page that may not call, which is told so. A browser shows a page a reply only if it may see it.</summary>
    public async ValueTask<bool> TurnsPageAwayAsync(HttpContext http)
    {
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin); // also where there is none: a cache must not give that reply to a page
        var origin = $"{http.Request.Headers.Origin}";
        if (origin.Length == 0)
        {
            return false;
        }

        if (origins.Allow(origin, http.Request.Host.Value ?? ""))
        {
            http.Response.Headers.AccessControlAllowOrigin = origin;
            return false;
        }

        await ErrorBody.WriteAsync(http, StatusCodes.Status403Forbidden, "origin_not_allowed", "Pages of this origin may not call. The server's 'allowedOrigins' names those that may.");
        return true;
    }

    /// <summary>Tells a call which method its path has.</summary>
    /// <param name="method">That one.</param>
    /// <param name="more">What else there is to know.</param>
    public static Task RefuseMethodAsync(HttpContext http, string method, string more = "")
    {
        http.Response.Headers.Allow = method;
        return ErrorBody.WriteAsync(http, StatusCodes.Status405MethodNotAllowed, "method_not_allowed", $"{http.Request.Path} takes {method}, not {http.Request.Method}.{more}");
    }

    private static async Task AnswerAsync(HttpContext http, RequestDelegate answer)
    {
        try
        {
            await answer(http);
        }
        catch (InvalidRequestException mistake)
        {
            await ErrorBody.WriteAsync(http, Refusal.Of(mistake));
        }
        catch (BadHttpRequestException broken)
        {
            await ErrorBody.WriteAsync(http, broken.StatusCode, "invalid_request", broken.Message);
        }
    }

    // a browser asks before it calls
    private static void AllowWhatIsAsked(HttpContext http, string method)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        http.Response.Headers.Allow = method;
        http.Response.Headers.AccessControlAllowMethods = method;
        http.Response.Headers.AccessControlAllowHeaders = http.Request.Headers.AccessControlRequestHeaders; // SDKs send many of their own, and no cookie counts here
        http.Response.Headers.AccessControlMaxAge = "600";
    }
}
