// A capsule's surface, moved onto the skin that it and its neighbours have in common: joints come out smooth.
// Light that other capsules hide is worked out here too, once for every vertex.

layout(location = 0) in vec4 shape;      // direction on the unit ball, z along the axis; w: place along the axis
layout(location = 1) in ivec4 instance;  // this capsule, its shades' list, 0, its neighbours' list

uniform mat4 camera;
uniform vec3 light;

out vec3 worldPoint;
out vec3 skin;                           // away from the skin
out vec2 openness;                       // ambient light and main light that reach the vertex, 0 to 1
out vec2 border;                         // how much nearer two other tints are than the capsule's own, in octaves
flat out vec3 ownColor;
flat out vec3 colorA;
flat out vec3 colorB;

vec3 colorOf(int index) { return texelFetch(capsules, index * 4 + 2).rgb; }

void main()
{
    Capsule c = capsuleAt(instance.x);
    float softness = texelFetch(capsules, instance.x * 4 + 2).w;

    vec3 along = c.shorten > 0.0 ? normalize(c.axis) : vec3(0.0, 1.0, 0.0);
    vec3 aside = normalize(cross(along, abs(along.y) < 0.9 ? vec3(0.0, 1.0, 0.0) : vec3(1.0, 0.0, 0.0)));
    vec3 normal = mat3(aside, cross(along, aside), along) * shape.xyz;
    vec3 point = c.start + shape.w * c.axis + normal * (c.startRadius + shape.w * c.taper);
    Union all;
    for (int step = 0; step < 3; step++) {
        all = unionAt(point, instance.x, instance.w, softness);
        normal = normalize(all.gradient + normal * 1e-4);
        // Vertices deep inside a neighbour stay there, unseen; where directions disagree steps are short.
        point -= all.gradient * clamp(distanceFrom(all, softness), -1.6 * softness, 1.6 * softness);
    }
    // What tints weigh changes by powers from place to place, its logarithm evenly: that can be interpolated.
    border = clamp(log2(all.tints.yz + 1e-18) - log2(all.tints.x + 1e-18), -30.0, 30.0);
    ownColor = colorOf(instance.x);
    colorA = colorOf(all.which.x < 0 ? instance.x : all.which.x);
    colorB = colorOf(all.which.y < 0 ? instance.x : all.which.y);

    // What is near the skin, its own capsules before all, hides ambient light in creases, but the main light only by
    // facing away from it. That goes by distance, so that capsules agree where they share their skin.
    float ambient = 1.0;
    float direct = 1.0;
    int shades = texelFetch(links, instance.y).r;
    vec3 lifted = point + normal * 0.006;
    for (int n = 1; n <= shades; n++) {
        Capsule other = capsuleAt(texelFetch(links, instance.y + n).r);
        ambient *= 1.0 - occlusion(lifted, normal, other);
        float t = clamp(dot(point - other.start, other.axis) * other.shorten, 0.0, 1.0);
        float gap = length(other.start + t * other.axis - point) - (other.startRadius + t * other.taper);
        float apart = smoothstep(1.0, 7.0, gap / softness);
        direct = min(direct, 1.0 - apart * (1.0 - passing(lifted, light, other, 0.22)));
    }
    worldPoint = point;
    skin = normal;
    openness = vec2(ambient, direct);
    gl_Position = camera * vec4(point, 1.0);
    // What a movement pushes through the floor is not seen.
    gl_ClipDistance[0] = point.y + 0.001;
    // The skin lies outside of all capsules: what is well inside a neighbour is hidden, and need not be drawn.
    gl_ClipDistance[1] = 1.0 - log(all.others + 1e-9);
}
