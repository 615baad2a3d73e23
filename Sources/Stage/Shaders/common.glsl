// Shared by all stages: the capsules of the scene, and their geometry. Metres, Y up, the floor at y = 0.

uniform samplerBuffer capsules;    // per capsule 4 texels: start, radius; end, radius; colour, softness; opacity

struct Capsule { vec3 start; float startRadius; vec3 end; float endRadius; };

Capsule capsuleAt(int index)
{
    vec4 a = texelFetch(capsules, index * 4);
    vec4 b = texelFetch(capsules, index * 4 + 1);
    return Capsule(a.xyz, a.w, b.xyz, b.w);
}

// How much of the hemisphere over a surface point the capsule hides, 0 to 1. Exact for a ball that is above the
// horizon of the point; along a capsule the nearest ball speaks for all.
float occlusion(vec3 point, vec3 normal, Capsule c)
{
    vec3 axis = c.end - c.start;
    float t = clamp(dot(point - c.start, axis) / max(dot(axis, axis), 1e-8), 0.0, 1.0);
    vec3 toward = c.start + t * axis - point;
    float radius = mix(c.startRadius, c.endRadius, t);
    float distance = length(toward);
    return clamp(max(dot(normal, toward), 0.0) * radius * radius / (distance * distance * distance), 0.0, 1.0);
}

// How much of the light from direction `light` passes the capsule: 1 in the open, 0 in its core shadow. The light
// is a disc whose half-width seen from here is `spread` (as a slope), so that edges soften with distance.
float passing(vec3 point, vec3 light, Capsule c, float spread)
{
    vec3 axis = c.end - c.start;
    vec3 from = point - c.start;
    float along = dot(axis, light);
    float square = dot(axis, axis);
    float t = (dot(from, axis) - dot(from, light) * along) / max(square - along * along, 1e-6);
    t = clamp(t, 0.0, 1.0);
    vec3 toward = c.start + t * axis - point;
    float travel = dot(toward, light);
    float gap = length(toward - light * travel) - mix(c.startRadius, c.endRadius, t);
    float width = max(travel, 0.0) * spread + 0.004;
    return travel <= 0.0 ? 1.0 : smoothstep(-1.0, 1.0, gap / width);
}
