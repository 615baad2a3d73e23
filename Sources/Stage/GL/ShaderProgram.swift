import CGL
import Diagnostics

/// A compiled and linked pair of shaders.
///
/// Belongs to the context that was current when it was made.
final class ShaderProgram {
    private let name: GLuint
    private var locations: [String: GLint] = [:]

    /// Compiles and links; GLSL 3.30 without its `#version` line, which is put before `common`.
    ///
    /// - Throws: ``Problem`` with the compiler's first message.
    init(_ label: String, vertex: [UInt8], fragment: [UInt8], common: [UInt8] = []) throws(Problem) {
        let shaders = [
            try Self.compile(label, GLenum(GL_VERTEX_SHADER), common + vertex),
            try Self.compile(label, GLenum(GL_FRAGMENT_SHADER), common + fragment),
        ]
        name = glCreateProgram()
        for shader in shaders { glAttachShader(name, shader) }
        glLinkProgram(name)
        for shader in shaders { glDeleteShader(shader) }
        var linked: GLint = 0
        glGetProgramiv(name, GLenum(GL_LINK_STATUS), &linked)
        guard linked == GL_TRUE else {
            var log = [GLchar](repeating: 0, count: 2048)
            glGetProgramInfoLog(name, GLsizei(log.count), nil, &log)
            glDeleteProgram(name)
            throw .graphics("the shader `\(label)` does not link", found: Self.firstLine(of: log))
        }
    }

    deinit { glDeleteProgram(name) }

    private static func compile(_ label: String, _ kind: GLenum, _ source: [UInt8]) throws(Problem) -> GLuint
    {
        let shader = glCreateShader(kind)
        let text = Array("#version 330 core\n".utf8) + source
        text.withUnsafeBytes { bytes in
            var start = bytes.bindMemory(to: GLchar.self).baseAddress
            var length = GLint(bytes.count)
            glShaderSource(shader, 1, &start, &length)
        }
        glCompileShader(shader)
        var compiled: GLint = 0
        glGetShaderiv(shader, GLenum(GL_COMPILE_STATUS), &compiled)
        guard compiled == GL_TRUE else {
            var log = [GLchar](repeating: 0, count: 2048)
            glGetShaderInfoLog(shader, GLsizei(log.count), nil, &log)
            glDeleteShader(shader)
            throw .graphics("the shader `\(label)` does not compile", found: firstLine(of: log))
        }
        return shader
    }

    private static func firstLine(of log: [GLchar]) -> String {
        let text = String(decoding: log.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.split(separator: "\n").first.map(String.init) ?? "no message"
    }

    /// Makes this the program that draws.
    func use() { glUseProgram(name) }

    private func location(of uniform: String) -> GLint {
        if let known = locations[uniform] { return known }
        let found = glGetUniformLocation(name, uniform)
        locations[uniform] = found
        return found
    }

    // Each sets a uniform of the program in use; one that the compiler has dropped is passed over.

    func set(_ uniform: String, _ value: Int) { glUniform1i(location(of: uniform), GLint(value)) }
    func set(_ uniform: String, _ value: Float) { glUniform1f(location(of: uniform), value) }
    func set(_ uniform: String, _ value: SIMD2<Float>) {
        glUniform2f(location(of: uniform), value.x, value.y)
    }
    func set(_ uniform: String, _ value: SIMD3<Float>) {
        glUniform3f(location(of: uniform), value.x, value.y, value.z)
    }
    func set(_ uniform: String, _ value: SIMD4<Float>) {
        glUniform4f(location(of: uniform), value.x, value.y, value.z, value.w)
    }
    func set(_ uniform: String, _ value: Matrix4) {
        glUniformMatrix4fv(location(of: uniform), 1, GLboolean(GL_FALSE), value.values)
    }
}
