// Command main asks the Go checksum database's library about proofs and signed notes.
//
// It reads one question a line as JSON and answers each with a line: yes or no.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// question is an inclusion proof (Index, Size), a consistency proof (Old, Size) or a signed note (Note).
type question struct {
	Kind  string
	Index int64
	Old   int64
	Size  int64
	Leaf  string
	Root  string
	Start string
	Proof []string
	Note  string
	Key   string
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	questions := json.NewDecoder(in)
	for questions.More() {
		var asked question
		if err := questions.Decode(&asked); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if accepted(asked) == nil {
			fmt.Fprintln(out, "yes")
		} else {
			fmt.Fprintln(out, "no")
		}
	}
}

func accepted(asked question) error {
	switch asked.Kind {
	case "inclusion":
		return included(asked)
	case "consistency":
		return consistent(asked)
	case "note":
		return signed(asked)
	}
	return fmt.Errorf("unknown kind %q", asked.Kind)
}

func included(asked question) error {
	proof, root, leaf, err := hashes(asked.Proof, asked.Root, asked.Leaf)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, asked.Size, root, asked.Index, leaf)
}

func consistent(asked question) error {
	proof, root, start, err := hashes(asked.Proof, asked.Root, asked.Start)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, asked.Size, root, asked.Old, start)
}

func signed(asked question) error {
	key, err := note.NewVerifier(asked.Key)
	if err != nil {
		return err
	}
	_, err = note.Open([]byte(asked.Note), note.VerifierList(key))
	return err
}

func hashes(proof []string, first, second string) ([]tlog.Hash, tlog.Hash, tlog.Hash, error) {
	read := make([]tlog.Hash, 0, len(proof))
	for _, text := range append([]string{first, second}, proof...) {
		hash, err := tlog.ParseHash(text)
		if err != nil {
			return nil, tlog.Hash{}, tlog.Hash{}, err
		}
		read = append(read, hash)
	}
	return read[2:], read[0], read[1], nil
}
