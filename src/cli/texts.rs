//! What the command line can print about itself: help, completions and the manual page.

use super::{Cli, HELP_WIDTH, exit_status::ExitStatus};
use clap::CommandFactory;
use std::io::{self, Write};

/// The help of a subcommand, or of the program for an empty name; the documentation shows it.
pub fn help_of(subcommand: &str) -> String {
    let mut command = Cli::command().term_width(HELP_WIDTH);
    command.build();
    match command.find_subcommand_mut(subcommand) {
        Some(command) => command.render_help().to_string(),
        None => command.render_help().to_string(),
    }
}

/// Every option and argument with its help.
pub fn options() -> Vec<(String, String)> {
    let mut command = Cli::command();
    command.build();
    let subcommands = command.get_subcommands();
    let nested = subcommands.flat_map(clap::Command::get_subcommands);
    let commands = command.get_subcommands().chain(nested);
    let all = commands.chain([&command]).flat_map(|command| {
        command.get_arguments().map(|argument| {
            let help = argument.get_help().map(ToString::to_string);
            (argument.to_string(), help.unwrap_or_default())
        })
    });
    all.collect()
}

/// The name of every command, also of those of commands.
pub fn commands() -> Vec<String> {
    let mut command = Cli::command();
    command.build();
    let names = command.get_subcommands().flat_map(|command| {
        let name = command.get_name().to_owned();
        let nested = command.get_subcommands();
        let nested = nested.map(move |nested| format!("lazyneon-{name}-{}", nested.get_name()));
        [format!("lazyneon-{}", command.get_name())]
            .into_iter()
            .chain(nested)
    });
    names.filter(|name| !name.contains("-help")).collect()
}

/// The script that completes the arguments in a shell.
pub fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "lazyneon", &mut script);
    script
}

/// The manual page: the program's, then those of its commands.
pub fn man() -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for command in command
        .get_subcommands()
        .filter(|command| command.get_name() != "help")
    {
        let man = clap_mangen::Man::new(command.clone());
        writeln!(page, ".SH {}", command.get_name().to_uppercase())?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
        if command.has_subcommands() {
            man.render_subcommands_section(&mut page)?;
        }
    }
    writeln!(page, ".SH EXIT STATUS")?;
    for status in ExitStatus::ALL {
        writeln!(
            page,
            ".TP\n{}\n{}",
            status.code(),
            status.meaning().replace('-', "\\-")
        )?;
    }
    Ok(page)
}
