// bare: the least that draws as many capsules with OpenGL 3.3 off screen and reads every picture back.
//
//   bare CAPSULES WIDTH HEIGHT FRAMES SAMPLES
//
// Phong-lit instanced capsules in the pose of a standing figure, a chequered floor, no shadows, one pass into an
// antialiased frame buffer. One line of JSON, in milliseconds: to the first picture, wall and processor a picture.
#define GL_GLEXT_PROTOTYPES
#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <GL/glcorearb.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { AROUND = 16, RINGS = 10, VERTICES = AROUND * (RINGS + 1), TRIANGLES = AROUND * RINGS * 2 };

static double now(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1e3 + time.tv_nsec * 1e-6;
}

static void fail(const char *what)
{
    fprintf(stderr, "bare: %s\n", what);
    exit(1);
}

static GLuint program(const char *vertex, const char *fragment)
{
    GLuint name = glCreateProgram();
    const char *sources[] = { vertex, fragment };
    GLenum kinds[] = { GL_VERTEX_SHADER, GL_FRAGMENT_SHADER };
    for (int k = 0; k < 2; k++) {
        GLuint shader = glCreateShader(kinds[k]);
        glShaderSource(shader, 1, &sources[k], NULL);
        glCompileShader(shader);
        glAttachShader(name, shader);
    }
    glLinkProgram(name);
    GLint linked = 0;
    glGetProgramiv(name, GL_LINK_STATUS, &linked);
    if (!linked) fail("a shader does not link");
    return name;
}

static const char *capsuleVertex =
    "#version 330 core\n"
    "layout(location = 0) in vec4 shape;\n"
    "layout(location = 1) in vec4 start;\n"
    "layout(location = 2) in vec4 end;\n"
    "uniform mat4 camera;\n"
    "out vec3 normal; out vec3 place; flat out int which;\n"
    "void main() {\n"
    "  vec3 along = normalize(end.xyz - start.xyz);\n"
    "  vec3 aside = normalize(cross(along, abs(along.y) < 0.9 ? vec3(0, 1, 0) : vec3(1, 0, 0)));\n"
    "  normal = mat3(aside, cross(along, aside), along) * shape.xyz;\n"
    "  place = mix(start.xyz, end.xyz, shape.w) + normal * mix(start.w, end.w, shape.w);\n"
    "  which = gl_InstanceID;\n"
    "  gl_Position = camera * vec4(place, 1.0);\n"
    "}\n";
static const char *capsuleFragment =
    "#version 330 core\n"
    "in vec3 normal; in vec3 place; flat in int which;\n"
    "uniform vec3 eye;\n"
    "out vec4 color;\n"
    "void main() {\n"
    "  vec3 n = normalize(normal), light = normalize(vec3(0.4, 1.0, 0.6)), view = normalize(eye - place);\n"
    "  vec3 tint = which % 2 == 0 ? vec3(0.85, 0.4, 0.3) : vec3(0.2, 0.55, 0.65);\n"
    "  float shine = pow(max(dot(n, normalize(light + view)), 0.0), 32.0);\n"
    "  color = vec4(sqrt(tint * (0.25 + 0.75 * max(dot(n, light), 0.0)) + 0.2 * shine), 1.0);\n"
    "}\n";
static const char *floorVertex =
    "#version 330 core\n"
    "uniform mat4 camera;\n"
    "out vec2 metres;\n"
    "void main() {\n"
    "  metres = (vec2(gl_VertexID & 1, gl_VertexID >> 1) - 0.5) * 40.0;\n"
    "  gl_Position = camera * vec4(metres.x, 0.0, metres.y, 1.0);\n"
    "}\n";
static const char *floorFragment =
    "#version 330 core\n"
    "in vec2 metres;\n"
    "out vec4 color;\n"
    "void main() {\n"
    "  vec2 cell = floor(metres);\n"
    "  color = vec4(vec3(mod(cell.x + cell.y, 2.0) < 0.5 ? 0.82 : 0.88), 1.0);\n"
    "}\n";

static GLuint target(int width, int height, int samples, int depth)
{
    GLuint frame, buffers[2];
    glGenFramebuffers(1, &frame);
    glBindFramebuffer(GL_FRAMEBUFFER, frame);
    glGenRenderbuffers(2, buffers);
    glBindRenderbuffer(GL_RENDERBUFFER, buffers[0]);
    glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples > 1 ? samples : 0, GL_RGBA8, width, height);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, buffers[0]);
    if (depth) {
        glBindRenderbuffer(GL_RENDERBUFFER, buffers[1]);
        glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples > 1 ? samples : 0, GL_DEPTH_COMPONENT24, width, height);
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, buffers[1]);
    }
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) fail("no frame buffer of this size");
    return frame;
}

// A camera 5 m in front of the origin at hip height, 26 degrees high, turned by `angle` about the vertical.
static void look(float *m, float *eye, float aspect, float angle)
{
    float slope = tanf(13 * M_PI / 180), near = 0.15f, far = 100;
    float s = sinf(angle), c = cosf(angle), distance = 5;
    eye[0] = distance * s, eye[1] = 1.0f, eye[2] = distance * c;
    float view[16] = { c, 0, s, 0, 0, 1, 0, 0, -s, 0, c, 0, 0, -eye[1], -distance, 1 };
    float lens[16] = { 1 / (slope * aspect), 0, 0, 0, 0, 1 / slope, 0, 0, 0, 0, -(far + near) / (far - near), -1,
        0, 0, -2 * far * near / (far - near), 0 };
    for (int column = 0; column < 4; column++)
        for (int row = 0; row < 4; row++) {
            m[column * 4 + row] = 0;
            for (int k = 0; k < 4; k++) m[column * 4 + row] += lens[k * 4 + row] * view[column * 4 + k];
        }
}

int main(int count, char **words)
{
    if (count < 6) fail("bare CAPSULES WIDTH HEIGHT FRAMES SAMPLES");
    int capsules = atoi(words[1]), width = atoi(words[2]), height = atoi(words[3]), frames = atoi(words[4]);
    int samples = atoi(words[5]);
    double begun = now(CLOCK_MONOTONIC);
    EGLDisplay display = eglGetPlatformDisplay(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, NULL);
    if (!eglInitialize(display, NULL, NULL) || !eglBindAPI(EGL_OPENGL_API)) fail("no EGL");
    EGLint attributes[] = { EGL_CONTEXT_MAJOR_VERSION, 3, EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE };
    EGLContext context = eglCreateContext(display, NULL, EGL_NO_CONTEXT, attributes);
    if (!eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context)) fail("no OpenGL 3.3");

    static float vertices[VERTICES][4];
    static unsigned short indices[TRIANGLES * 3];
    for (int ring = 0, v = 0; ring <= RINGS; ring++)
        for (int step = 0; step < AROUND; step++, v++) {
            // Half a ball, a tube, half a ball.
            int half = ring <= RINGS / 2;
            float angle = M_PI / 2 * (half ? ring / (RINGS / 2.0) - 1 : (ring - RINGS / 2 - 1) / (RINGS / 2.0 - 1));
            float turn = 2 * M_PI * step / AROUND;
            vertices[v][0] = cosf(angle) * cosf(turn), vertices[v][1] = cosf(angle) * sinf(turn);
            vertices[v][2] = sinf(angle), vertices[v][3] = half ? 0 : 1;
        }
    for (int ring = 0, n = 0; ring < RINGS; ring++)
        for (int step = 0; step < AROUND; step++) {
            int a = ring * AROUND + step, b = ring * AROUND + (step + 1) % AROUND, c = a + AROUND, d = b + AROUND;
            int corners[] = { a, b, d, a, d, c };
            for (int k = 0; k < 6; k++) indices[n++] = corners[k];
        }
    // As many as asked for over the outline of a standing figure with its arms out: bones of 0.2 m.
    float (*instances)[8] = calloc(capsules, sizeof *instances);
    for (int k = 0; k < capsules; k++) {
        int limb = k % 6, step = k / 6;
        float share = (float)step / (capsules / 6 + 1), side = limb % 2 ? 1 : -1;
        float x = limb < 2 ? side * 0.12f : limb < 4 ? side * (0.2f + 0.6f * share) : side * 0.06f;
        float y = limb < 2 ? 0.05f + 0.8f * share : limb < 4 ? 1.4f : 0.9f + 0.8f * share;
        float reach = 0.14f, across = limb >= 2 && limb < 4;
        float bone[8] = { x, y, 0, 0.06f, x + across * side * reach, y + !across * reach, 0, 0.05f };
        for (int n = 0; n < 8; n++) instances[k][n] = bone[n];
    }
    GLuint arrays[2], buffers[3];
    glGenVertexArrays(2, arrays);
    glGenBuffers(3, buffers);
    glBindVertexArray(arrays[0]);
    glBindBuffer(GL_ARRAY_BUFFER, buffers[0]);
    glBufferData(GL_ARRAY_BUFFER, sizeof vertices, vertices, GL_STATIC_DRAW);
    glVertexAttribPointer(0, 4, GL_FLOAT, GL_FALSE, 16, 0);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, buffers[1]);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, sizeof indices, indices, GL_STATIC_DRAW);
    glBindBuffer(GL_ARRAY_BUFFER, buffers[2]);
    for (int k = 0; k < 3; k++) glEnableVertexAttribArray(k);
    for (int k = 1; k < 3; k++) {
        glVertexAttribPointer(k, 4, GL_FLOAT, GL_FALSE, 32, (char *)0 + (k - 1) * 16);
        glVertexAttribDivisor(k, 1);
    }
    GLuint figure = program(capsuleVertex, capsuleFragment), ground = program(floorVertex, floorFragment);
    GLuint drawing = target(width, height, samples, 1);
    GLuint resolved = samples > 1 ? target(width, height, 1, 0) : drawing;
    unsigned char *pixels = malloc((size_t)width * height * 4);
    glEnable(GL_DEPTH_TEST);

    double first = 0, wall = 0, processor = 0;
    for (int frame = -4; frame < frames; frame++) {
        if (frame == 0) wall = now(CLOCK_MONOTONIC), processor = now(CLOCK_PROCESS_CPUTIME_ID);
        float matrix[16], eye[3];
        look(matrix, eye, (float)width / height, 0.5f + 0.01f * frame);
        glBindFramebuffer(GL_FRAMEBUFFER, drawing);
        glViewport(0, 0, width, height);
        glClearColor(0.9f, 0.9f, 0.88f, 1);
        glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
        glBindBuffer(GL_ARRAY_BUFFER, buffers[2]);
        glBufferData(GL_ARRAY_BUFFER, capsules * sizeof *instances, instances, GL_STREAM_DRAW);
        glEnable(GL_CULL_FACE);
        glUseProgram(figure);
        glUniformMatrix4fv(glGetUniformLocation(figure, "camera"), 1, GL_FALSE, matrix);
        glUniform3fv(glGetUniformLocation(figure, "eye"), 1, eye);
        glBindVertexArray(arrays[0]);
        glDrawElementsInstanced(GL_TRIANGLES, TRIANGLES * 3, GL_UNSIGNED_SHORT, 0, capsules);
        glDisable(GL_CULL_FACE);
        glUseProgram(ground);
        glUniformMatrix4fv(glGetUniformLocation(ground, "camera"), 1, GL_FALSE, matrix);
        glBindVertexArray(arrays[1]);
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
        if (samples > 1) {
            glBindFramebuffer(GL_READ_FRAMEBUFFER, drawing);
            glBindFramebuffer(GL_DRAW_FRAMEBUFFER, resolved);
            glBlitFramebuffer(0, 0, width, height, 0, 0, width, height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
        }
        glBindFramebuffer(GL_FRAMEBUFFER, resolved);
        glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
        if (frame == -4) first = now(CLOCK_MONOTONIC);
    }
    if (glGetError() != GL_NO_ERROR) fail("OpenGL refused something");
    // A picture of its own, for whoever wants to see what was drawn.
    if (count > 6) {
        FILE *file = fopen(words[6], "wb");
        if (!file) fail("the picture cannot be written");
        fprintf(file, "P6 %d %d 255\n", width, height);
        for (int y = height - 1; y >= 0; y--)
            for (int x = 0; x < width; x++) fwrite(pixels + ((size_t)y * width + x) * 4, 1, 3, file);
        fclose(file);
    }
    printf("{\"first\": %.2f, \"wall\": %.2f, \"processor\": %.2f}\n", first - begun,
        (now(CLOCK_MONOTONIC) - wall) / frames, (now(CLOCK_PROCESS_CPUTIME_ID) - processor) / frames);
    free(pixels);
    free(instances);
    return 0;
}
