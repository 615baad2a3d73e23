import ArgumentParser
import Diagnostics
import Files
import Foundation

/// The command `choreo`.
///
/// It holds no logic: each subcommand parses words, calls one room and prints.
@main
struct ChoreoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "choreo",
        abstract: "A choreographer's partner: proposes movement, says what it does, and remembers",
        version: Version.text,
        subcommands: [
            InfoCommand.self, RigsCommand.self, ConvertCommand.self, EditCommand.self, ProposeCommand.self,
            ScoreCommand.self,
            TrainCommand.self, AdaptCommand.self, LossCommand.self,
            RenderCommand.self,
            ViewCommand.self, EvaluateCommand.self, FeaturesCommand.self, ReferenceCommand.self,
            RetargetingCommand.self,
        ],
        groupedSubcommands: [
            CommandGroup(
                name: "Piece",
                subcommands: [
                    NewCommand.self, AddCommand.self, DraftsCommand.self, AcceptCommand.self,
                    RejectCommand.self, SaveCommand.self, StatusCommand.self, HistoryCommand.self,
                    BranchCommand.self, SwitchCommand.self, RestoreCommand.self, UndoCommand.self,
                    RedoCommand.self, CreditsCommand.self,
                ])
        ])

    /// Runs the command line: exit 0 done, 1 could not be done, 2 wrong words.
    static func main() {
        // A closed pipe (`choreo info … | head`) or a limit on the size of files must end a write with an error, not
        // kill us half-way.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        Interruption.listen()
        do {
            if let files = InfoCommand.plainFiles(CommandLine.arguments.dropFirst()) {
                try InfoCommand.tell(files)
            } else {
                var command = try parseAsRoot()
                try command.run()
            }
        } catch let problem as Problem {
            Console.error(problem.description)
            Foundation.exit(1)
        } catch let code as ExitCode {
            // What went wrong has been told already.
            Foundation.exit(code.rawValue)
        } catch {
            let code = exitCode(for: error)
            if code == .success {
                print(fullMessage(for: error))
                Foundation.exit(0)
            }
            Console.error(fullMessage(for: error))
            Foundation.exit(code == .validationFailure ? 2 : 1)
        }
    }
}

/// The version that `choreo --version` prints and that goes into everything Choreo makes.
enum Version {
    static let text = "0.1.0"
}
