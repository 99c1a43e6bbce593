using Microsoft.AspNetCore.Http;
using Parley.Hosting;

namespace Parley.Endpoints;

/// <summary><c>/v1/models</c>: what a client may ask for.</summary>
internal sealed class ModelsEndpoint(ModelCatalog models, TimeProvider time)
{
    private readonly long _created = time.GetUtcNow().ToUnixTimeSeconds();

    public Task ListAsync(HttpContext http, ApiKey key) =>
        http.Response.WriteAsJsonAsync(new("list", [.. models.NamesAndAliases.Select(Body)]), EndpointJson.Wire.ModelList, cancellationToken: http.RequestAborted);

    public Task FindAsync(HttpContext http, ApiKey key)
    {
        var name = $"{http.Request.RouteValues["id"]}";
        return models.Find(name) is null
            ? ErrorBody.WriteAsync(
                http, StatusCodes.Status404NotFound, "model_not_found", $"The model '{name}' does not exist. There are: {string.Join(", ", models.NamesAndAliases.Select(each => $"'{each}'"))}.", param: "model")
            : http.Response.WriteAsJsonAsync(Body(name), EndpointJson.Wire.ModelBody, cancellationToken: http.RequestAborted);
    }

    private ModelBody Body(string name) => new(name, "model", _created, "parley");
}

internal sealed record ModelList(string Object, IReadOnlyList<ModelBody> Data);

/// <param name="Created">Unix seconds; when the server started.</param>
internal sealed record ModelBody(string Id, string Object, long Created, string OwnedBy);
