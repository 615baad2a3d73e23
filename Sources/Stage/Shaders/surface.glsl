// The skin that a capsule and its neighbours have in common, for the figures' vertices.

uniform isamplerBuffer links;            // per capsule: the number of its neighbours, then each of them

// What a point sees of the capsules that melt together there.
struct Union {
    float sum;         // of exp(−distance / softness)
    float most;        // the largest of them
    float others;      // the largest of them but for the capsule's own
    vec3 gradient;     // directions away from the capsules, weighted
    vec3 tints;        // weights by tint, sharpened: the capsule's own, and two others
    ivec2 which;       // a capsule of each of the two others; -1 for none
};

// Adds a capsule; returns its weight. `firmness` is log2(e) / softness.
float add(Capsule c, vec3 point, float firmness, inout Union all)
{
    // On a cone the nearest ball lies behind the foot of the perpendicular by the cone's slope.
    vec3 from = point - c.start;
    float x = dot(from, c.axis) * c.shorten;
    float y = sqrt(max(dot(from, from) - x * dot(from, c.axis), 0.0));
    float t = clamp(x - y * c.lean, 0.0, 1.0);
    vec3 away = from - t * c.axis;
    float near = inversesqrt(max(dot(away, away), 1e-12));
    float distance = dot(away, away) * near;
    float weight = exp2(min((c.startRadius + t * c.taper - distance) * firmness, 26.0));
    all.sum += weight;
    all.gradient += weight * near * away;
    return weight;
}

// The union around capsule `index`, whose neighbours are listed at `list`.
Union unionAt(vec3 point, int index, int list, float softness)
{
    Union all = Union(0.0, 0.0, 0.0, vec3(0.0), vec3(0.0), ivec2(-1));
    float firmness = 1.442695 / softness;
    Capsule c = capsuleAt(index);
    float own = c.tint;
    vec2 seen = vec2(-1.0);
    all.most = add(c, point, firmness, all);
    all.tints.x = all.most * all.most * all.most * all.most;
    int count = texelFetch(links, list).r;
    for (int k = 1; k <= count; k++) {
        int other = texelFetch(links, list + k).r;
        c = capsuleAt(other);
        float weight = add(c, point, firmness, all);
        all.others = max(all.others, weight);
        float sharp = weight * weight * weight * weight;
        // A capsule has neighbours of at most two other tints: body and face, or left and right of a hub.
        if (c.tint == own) {
            all.tints.x += sharp;
        } else if (all.which.x < 0 || c.tint == seen.x) {
            all.tints.y += sharp;
            all.which.x = other;
            seen.x = c.tint;
        } else {
            all.tints.z += sharp;
            all.which.y = other;
        }
    }
    all.most = max(all.most, all.others);
    all.gradient /= all.sum;
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
