// A capsule's surface, moved onto the skin that it and its neighbours have in common: joints come out smooth.
// Light that other capsules hide is worked out here too, once for every vertex.

layout(location = 0) in vec4 shape;      // direction on the unit ball, z along the axis; w: place along the axis
layout(location = 1) in ivec4 instance;  // this capsule, its body's first, its body's count, its links' start

uniform mat4 camera;
uniform vec3 light;

out vec3 worldPoint;
out vec2 openness;                       // ambient light and main light that reach the vertex, 0 to 1
flat out ivec2 own;                      // this capsule, its links' start

void main()
{
    Capsule c = capsuleAt(instance.x);
    float softness = texelFetch(capsules, instance.x * 4 + 2).w;

    vec3 along = c.end - c.start;
    along = dot(along, along) > 1e-10 ? normalize(along) : vec3(0.0, 1.0, 0.0);
    vec3 aside = normalize(cross(along, abs(along.y) < 0.9 ? vec3(0.0, 1.0, 0.0) : vec3(1.0, 0.0, 0.0)));
    vec3 normal = mat3(aside, cross(along, aside), along) * shape.xyz;
    vec3 point = mix(c.start, c.end, shape.w) + normal * mix(c.startRadius, c.endRadius, shape.w);
    for (int step = 0; step < 2; step++) {
        Union all = unionAt(point, instance.x, instance.w, softness);
        normal = normalize(all.gradient + normal * 1e-4);
        // Vertices deep inside a neighbour stay there, unseen; where directions disagree steps are short.
        point -= all.gradient * clamp(distanceFrom(all, softness), -1.6 * softness, 1.6 * softness);
    }

    // Neighbours, listed in order, are part of the same skin: they hide ambient light in creases, but the main
    // light only by facing away from it.
    float ambient = 1.0;
    float direct = 1.0;
    int next = instance.w + 1;
    int last = instance.w + texelFetch(links, instance.w).r;
    vec3 lifted = point + normal * 0.006;
    for (int k = instance.y; k < instance.y + instance.z; k++) {
        Capsule other = capsuleAt(k);
        ambient *= 1.0 - occlusion(lifted, normal, other);
        bool related = k == instance.x;
        if (next <= last && texelFetch(links, next).r == k) {
            related = true;
            next++;
        }
        if (!related) direct = min(direct, passing(lifted, light, other, 0.22));
    }
    worldPoint = point;
    openness = vec2(ambient, direct);
    own = instance.xw;
    gl_Position = camera * vec4(point, 1.0);
    // What a movement pushes through the floor is not seen.
    gl_ClipDistance[0] = point.y + 0.001;
}
