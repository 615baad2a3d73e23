import BVHFormat
import Diagnostics
import Foundation

/// Writes the phrases of `motions/`: `etudes FOLDER [NAME …]`.
@main
struct Etudes {
    static func main() {
        let folder = CommandLine.arguments.dropFirst().first ?? "motions"
        let names = CommandLine.arguments.dropFirst(2)
        do throws(Problem) {
            for phrase in Phrase.all where names.isEmpty || names.contains(phrase.name) {
                let document = Phrase.document(of: phrase.perform())
                try document.write(to: folder + "/" + phrase.name + ".bvh")
                print("\(phrase.name): \(phrase.summary)")
            }
        } catch {
            FileHandle.standardError.write(Data((error.description + "\n").utf8))
            exit(1)
        }
    }
}
