// Shared by all stages: the capsules of the scene, and their geometry. Metres, Y up, the floor at y = 0.

// Per capsule 4 texels: start, radius there; axis to the end, radius there; colour, softness; then opacity, one over the
// axis' length squared (0 for a ball), how far along the axis the nearest ball lies behind the foot of a perpendicular
// of 1 m (0 for a cylinder), and the number of its tint.
uniform samplerBuffer capsules;

struct Capsule { vec3 start; float startRadius; vec3 axis; float taper; float shorten; float lean; float tint; };

Capsule capsuleAt(int index)
{
    vec4 a = texelFetch(capsules, index * 4);
    vec4 b = texelFetch(capsules, index * 4 + 1);
    vec4 c = texelFetch(capsules, index * 4 + 3);
    return Capsule(a.xyz, a.w, b.xyz, b.w - a.w, c.y, c.z, c.w);
}

// How much of the hemisphere over a surface point the capsule hides, 0 to 1. Exact for a ball that is above the
// horizon of the point; along a capsule the nearest ball speaks for all.
float occlusion(vec3 point, vec3 normal, Capsule c)
{
    float t = clamp(dot(point - c.start, c.axis) * c.shorten, 0.0, 1.0);
    vec3 toward = c.start + t * c.axis - point;
    float radius = c.startRadius + t * c.taper;
    float near = inversesqrt(max(dot(toward, toward), 1e-12));
    return clamp(max(dot(normal, toward), 0.0) * radius * radius * near * near * near, 0.0, 1.0);
}

// How much of the light from direction `light` passes the capsule: 1 in the open, 0 in its core shadow. The light
// is a disc whose half-width seen from here is `spread` (as a slope), so that edges soften with distance.
float passing(vec3 point, vec3 light, Capsule c, float spread)
{
    vec3 from = point - c.start;
    float along = dot(c.axis, light);
    float square = dot(c.axis, c.axis);
    float t = (dot(from, c.axis) - dot(from, light) * along) / max(square - along * along, 1e-6);
    t = clamp(t, 0.0, 1.0);
    vec3 toward = c.start + t * c.axis - point;
    float travel = dot(toward, light);
    float gap = length(toward - light * travel) - (c.startRadius + t * c.taper);
    float width = max(travel, 0.0) * spread + 0.004;
    return travel <= 0.0 ? 1.0 : smoothstep(-1.0, 1.0, gap / width);
}
