// The skin that a capsule and its neighbours have in common, for the figures' shaders.

uniform isamplerBuffer links;            // per capsule: the number of its neighbours, then each of them

// What a point sees of the capsules that melt together there.
struct Union {
    float sum;         // of exp(−distance / softness)
    float most;        // the largest of them
    vec3 gradient;     // directions away from the capsules, weighted
    vec4 color;        // colours, weighted more sharply, and the sum of their weights
};

void add(int index, vec3 point, float softness, inout Union all)
{
    Capsule c = capsuleAt(index);
    vec3 axis = c.end - c.start;
    float length2 = dot(axis, axis);
    float t = 0.0;
    if (length2 > 1e-8) {
        // On a cone the nearest ball lies behind the foot of the perpendicular by the cone's slope.
        float size = sqrt(length2);
        float slope = clamp((c.startRadius - c.endRadius) / size, -0.95, 0.95);
        vec3 from = point - c.start;
        float x = dot(from, axis) / size;
        float y = sqrt(max(dot(from, from) - x * x, 0.0));
        t = clamp((x - y * slope * inversesqrt(1.0 - slope * slope)) / size, 0.0, 1.0);
    }
    vec3 away = point - c.start - t * axis;
    float distance = length(away);
    float weight = exp(min((mix(c.startRadius, c.endRadius, t) - distance) / softness, 18.0));
    all.sum += weight;
    all.most = max(all.most, weight);
    all.gradient += weight * away / max(distance, 1e-6);
    float sharp = weight * weight;
    all.color += vec4(texelFetch(capsules, index * 4 + 2).rgb, 1.0) * sharp * sharp;
}

// The union around capsule `index`, whose neighbours are listed at `list`.
Union unionAt(vec3 point, int index, int list, float softness)
{
    Union all = Union(0.0, 0.0, vec3(0.0), vec4(0.0));
    add(index, point, softness, all);
    int count = texelFetch(links, list).r;
    for (int k = 1; k <= count; k++)
        add(texelFetch(links, list + k).r, point, softness, all);
    all.gradient /= all.sum;
    all.color.rgb /= all.color.a;
    return all;
}

// Distance from the common skin. A soft minimum fills creases, but also swells wherever capsules overlap in line;
// where their surfaces agree in direction nothing is filled (after Gourmel et al., "A gradient-based implicit
// blend", 2013).
float distanceFrom(Union all, float softness)
{
    float crease = smoothstep(0.02, 0.3, 1.0 - dot(all.gradient, all.gradient));
    return -softness * mix(log(all.most), log(all.sum), crease);
}
