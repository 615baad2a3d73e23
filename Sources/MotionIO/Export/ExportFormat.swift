import Foundation

/// What kind of file a movement is written as.
public enum ExportFormat: String, Sendable, CaseIterable {
    /// Biovision's text form, in which movement came.
    case bvh
    /// Binary glTF 2.0: skeleton, simple body and animation, metres, Y up.
    case glb
    /// Universal Scene Description in text: the same, for film pipelines.
    case usda
    /// A table of the joints' places in the world, a row a frame.
    case csv

    /// The format that files with the extension of `path` are in; nil for another extension.
    public init?(extensionOf path: String) {
        self.init(rawValue: URL(fileURLWithPath: path).pathExtension.lowercased())
    }
}
