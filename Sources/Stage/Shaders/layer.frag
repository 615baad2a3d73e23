// The figures' layer, laid over the picture.

in vec2 place;
uniform sampler2D layer;
out vec4 color;

void main() { color = textureLod(layer, place, 0.0); }
