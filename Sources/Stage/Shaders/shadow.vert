// One square on the floor for every capsule, as large as what its shadow and its closeness can darken.

layout(location = 1) in ivec4 instance;  // x: this capsule

uniform vec3 light;
uniform float spread;
uniform vec2 origin;                     // of the shadow picture on the floor, x and z
uniform vec2 extent;

out vec2 place;                          // on the floor, x and z
flat out int index;

void main()
{
    Capsule c = capsuleAt(instance.x);
    vec2 low = vec2(1e9);
    vec2 high = vec2(-1e9);
    for (int k = 0; k < 2; k++) {
        vec3 centre = c.start + float(k) * c.axis;
        float radius = c.startRadius + float(k) * c.taper;
        float height = max(centre.y, 0.0);
        vec2 landed = centre.xz - light.xz * (height / light.y);
        float size = (radius + spread * height / light.y + 0.02) / light.y;
        low = min(low, landed - size);
        high = max(high, landed + size);
        // Only what is near the floor darkens it all around; see shadow.frag.
        if (height < 9.0 * radius) {
            low = min(low, centre.xz - 8.0 * radius);
            high = max(high, centre.xz + 8.0 * radius);
        }
    }
    place = mix(low, high, vec2(gl_VertexID & 1, gl_VertexID >> 1));
    index = instance.x;
    gl_Position = vec4((place - origin) / extent * 2.0 - 1.0, 0.0, 1.0);
}
