public import Diagnostics
import Foundation

/// Which file is written where, before any work is done.
public struct ConversionPlan: Sendable {
    /// The files to read, as a person named them.
    public let inputs: [String]
    /// The file to write for each.
    public let outputs: [String]
    /// What is written.
    public let format: ExportFormat
    /// The folder that the outputs go to; nil where a single file was named.
    public let folder: String?

    /// Plans where each file goes.
    ///
    /// - Parameters:
    ///   - inputs: Files to read.
    ///   - output: A file for a single input; a folder that is there, or whose name ends with `/`, for any number.
    ///   - format: What to write; nil to follow the extension of the output, or BVH in a folder.
    /// - Throws: ``Problem`` when several files would go to one, or it is not clear what is to be written.
    public init(_ inputs: [String], to output: String, format: ExportFormat?) throws(Problem) {
        self.inputs = inputs
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: output, isDirectory: &isFolder)
        guard output.hasSuffix("/") || isThere && isFolder.boolValue else {
            guard inputs.count == 1 else {
                throw Problem(
                    "several files cannot become one", at: .option("-o", output),
                    expected: "a folder for \(inputs.count) files", found: output,
                    remedy: "name a folder with a slash at its end: -o \(output)/")
            }
            guard let format = format ?? ExportFormat(extensionOf: output) else {
                let known = ExportFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
                throw Problem(
                    "it is not clear what kind of file to write", at: .option("-o", output),
                    expected: "a name that ends with \(known)", found: output,
                    remedy: "name it so, or say --format bvh")
            }
            self.format = format
            outputs = [output]
            folder = nil
            return
        }
        self.format = format ?? .bvh
        folder = output
        var sources: [String: String] = [:]
        var outputs: [String] = []
        for input in inputs {
            let name =
                URL(fileURLWithPath: input).deletingPathExtension().lastPathComponent
                + ".\(self.format.rawValue)"
            if let other = sources.updateValue(input, forKey: name) {
                throw Problem(
                    "two files would be written to one", at: .file(input),
                    expected: "files of different names",
                    found: "\(other) and \(input), both to \(name)",
                    remedy: "write them to different folders, one after the other")
            }
            outputs.append(output + (output.hasSuffix("/") ? "" : "/") + name)
        }
        self.outputs = outputs
    }

    /// Names of the outputs in their folder.
    public var names: Set<String> { Set(outputs.map { URL(fileURLWithPath: $0).lastPathComponent }) }
}
